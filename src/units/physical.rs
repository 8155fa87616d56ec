//! Units of physics that are known by name only: they say what numbers count and are not converted.

/// Two letters or more; a single letter is a name of a formula wherever it stands.
const NAMES: &[&str] = &[
    "Pa", "kg", "mg", "km", "cm", "mm", "mL", "mA", "kW", "kWh", "MWh", "MW", "GW", "eV", "mol",
    "kJ", "kPa", "MPa", "GPa", "mV", "kV", "kN",
];

/// Whether a name is a unit of physics of two letters or more.
///
/// ```
/// use longhand::units::is_physical;
///
/// assert!(is_physical("kg"));
/// assert!(!is_physical("h"));
/// ```
pub fn is_physical(name: &str) -> bool {
    NAMES.contains(&name)
}
