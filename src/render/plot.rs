//! Curves as a figure in SVG. Places are worked out exactly and rounded once, to the pixel.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::prelude::*;

use super::number;
use crate::number::{Integer, Rational, decimal_order};

/// Width and height in pixels.
const SIZE: (u32, u32) = (800, 480);

/// About so many marks stand along an axis.
const MARKS: i64 = 6;

/// Colours that people tell apart, also those who see few colours (Okabe and Ito, 2008).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

/// Values over values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// What runs from left to right.
    pub across: String,
    /// What runs upward, where it is one thing.
    pub upward: String,
    /// The curves.
    pub curves: Vec<Curve>,
}

/// One curve of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// What it is called in the legend.
    pub name: String,
    /// Its points from left to right.
    pub points: Vec<(Rational, Rational)>,
    /// Whether the points lie on a line; else they stand alone.
    pub is_line: bool,
}

/// The figure as SVG; `None` where it has no point.
///
/// ```
/// use longhand::render::plot::{Curve, Figure, svg};
///
/// let points = (1..=4).map(|h| (h.into(), (h * h).into())).collect();
/// let curve = Curve { name: "area".into(), points, is_line: true };
/// let figure = Figure { across: "h".into(), upward: "area".into(), curves: vec![curve] };
/// let svg = svg(&figure).unwrap();
/// assert!(svg.starts_with("<svg") && svg.contains("<polyline"));
/// ```
pub fn svg(figure: &Figure) -> Option<String> {
    let points = || figure.curves.iter().flat_map(|curve| &curve.points);
    let across = Axis::over(points().map(|(x, _)| x))?;
    // How much an amount is shows beside nothing at all, so 0 is on the axis.
    let zero = Rational::ZERO;
    let upward = Axis::over(points().map(|(_, y)| y).chain([&zero]))?;
    let mut text = String::new();
    draw(figure, across, upward, &mut text).ok()?;
    Some(text)
}

fn draw(figure: &Figure, across: Axis, upward: Axis, text: &mut String) -> Result<(), String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let area = SVGBackend::with_string(text, SIZE).into_drawing_area();
    area.fill(&WHITE).map_err(|error| told(&error))?;
    let mut chart = ChartBuilder::on(&area)
        .margin(16)
        .margin_right(48)
        .x_label_area_size(48)
        .y_label_area_size(88)
        .build_cartesian_2d(across, upward)
        .map_err(|error| told(&error))?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .x_desc(&figure.across)
        .y_desc(&figure.upward)
        .label_style(("sans-serif", 18))
        .axis_desc_style(("sans-serif", 20))
        .draw()
        .map_err(|error| told(&error))?;
    for (curve, colour) in figure.curves.iter().zip(COLOURS.iter().cycle()) {
        let points = || curve.points.iter().cloned();
        let drawn = if curve.is_line {
            chart.draw_series(LineSeries::new(points(), colour.stroke_width(2)))
        } else {
            let dots = points().map(|point| Circle::new(point, 2, colour.filled()));
            chart.draw_series(dots)
        };
        drawn
            .map_err(|error| told(&error))?
            .label(&curve.name)
            .legend(|(x, y)| PathElement::new([(x, y), (x + 16, y)], colour.stroke_width(2)));
    }
    if figure.curves.len() > 1 {
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .background_style(WHITE.mix(0.8))
            .label_font(("sans-serif", 18))
            .draw()
            .map_err(|error| told(&error))?;
    }
    area.present().map_err(|error| told(&error))
}

/// An axis from one mark to another.
#[derive(Clone, Debug)]
struct Axis {
    low: Rational,
    high: Rational,
    step: Rational,
}

impl Axis {
    /// The axis that holds some values; `None` where there are none.
    fn over<'a>(values: impl Iterator<Item = &'a Rational> + Clone) -> Option<Self> {
        let (least, most) = (values.clone().min()?, values.max()?);
        let step = step(&(most - least));
        let mark = |place: Integer| Rational::from_integer(place) * step.clone();
        let low = mark(least.checked_div(&step)?.floor());
        let high = mark(most.checked_div(&step)?.ceil());
        let high = if high == low { &low + &step } else { high };
        Some(Self { low, high, step })
    }
}

/// The distance of marks: 1, 2 or 5 times a power of ten, the least that is not too many.
fn step(span: &Rational) -> Rational {
    let share = span.checked_div(&Rational::from(MARKS)).unwrap_or_default();
    let Some(order) = decimal_order(&share) else {
        return Rational::ONE;
    };
    let order = i32::try_from(order).unwrap_or(0);
    let unit = Rational::from(10).pow(order).unwrap_or(Rational::ONE);
    let steps = [1, 2, 5, 10].map(|times| Rational::from(times) * unit.clone());
    let fits = steps.iter().find(|step| **step >= share);
    fits.cloned().unwrap_or(unit)
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = Rational;

    fn map(&self, value: &Rational, (from, to): (i32, i32)) -> i32 {
        let span = &self.high - &self.low;
        let share = (value - &self.low).checked_div(&span).unwrap_or_default();
        let pixels = share * Rational::from(i64::from(to) - i64::from(from));
        let place = pixels.round_half_even() + Integer::from(i64::from(from));
        place
            .to_i64()
            .and_then(|place| i32::try_from(place).ok())
            .unwrap_or(from)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<Rational> {
        let mut mark = self.low.clone();
        let mut marks = Vec::new();
        while mark <= self.high {
            marks.push(mark.clone());
            mark += &self.step;
        }
        marks
    }

    fn range(&self) -> Range<Rational> {
        self.low.clone()..self.high.clone()
    }
}

impl ValueFormatter<Rational> for Axis {
    fn format_ext(&self, value: &Rational) -> String {
        number::mark(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(values: &[i64]) -> Axis {
        let values: Vec<Rational> = values.iter().map(|value| Rational::from(*value)).collect();
        Axis::over(values.iter()).unwrap()
    }

    #[test]
    fn marks_are_round_numbers() {
        for (values, marks) in [
            (vec![1024, 16384], "0 5000 10000 15000 20000"),
            (vec![0, 7], "0 2 4 6 8"),
            (vec![3], "3 4"),
            (vec![-5, 30], "-10 0 10 20 30"),
        ] {
            let axis = axis(&values);
            let found = axis.key_points(plotters::coord::ranged1d::BoldPoints(0));
            let found: Vec<String> = found.iter().map(Rational::to_string).collect();
            assert_eq!(found.join(" "), marks, "{values:?}");
        }
    }

    #[test]
    fn places_are_exact_past_every_float() {
        let axis =
            Axis::over([Rational::ZERO, Rational::from(10).pow(40).unwrap()].iter()).unwrap();
        let half = Rational::from(5) * Rational::from(10).pow(39).unwrap();
        assert_eq!(axis.map(&half, (0, 400)), 200);
        assert_eq!(axis.map(&half, (400, 0)), 200);
    }

    #[test]
    fn nothing_has_no_figure_and_one_point_has_one() {
        assert_eq!(svg(&Figure::default()), None);
        let points = vec![(Rational::from(3), Rational::from(9))];
        let curve = Curve {
            name: "<&>".into(),
            points,
            is_line: false,
        };
        let figure = Figure {
            across: "a<b".into(),
            curves: vec![curve],
            ..Figure::default()
        };
        let svg = svg(&figure).unwrap();
        assert!(svg.contains("<circle") && !svg.contains("a<b"), "{svg}");
    }
}
