//! The units of the language, one row each.

use super::Dimension;
use super::unit::{Prefix, Scale, Unit};

/// Rows by what they measure; names and spellings are told apart in `units::unit`.
pub(super) const UNITS: &[Unit] = &[
    // Data size. Prefixes without `i` are decimal (IEC 80000-13); `KB` is read as `kB`.
    bytes(
        "byte",
        Prefix::Plain,
        0,
        &[],
        &[
            "byte",
            "octet",
            "바이트",
            "字节",
            "位元組",
            "バイト",
            "байт",
            "байта",
            "байтов",
        ],
    ),
    bytes(
        "kB",
        Prefix::Decimal,
        3,
        &["KB"],
        &[
            "kilobyte",
            "킬로바이트",
            "千字节",
            "キロバイト",
            "КБ",
            "кБ",
            "Кбайт",
            "кбайт",
            "кБайт",
            "Кб",
            "кб",
            "КБайт",
        ],
    ),
    bytes(
        "MB",
        Prefix::Decimal,
        6,
        &[],
        &[
            "megabyte",
            "메가바이트",
            "兆字节",
            "メガバイト",
            "МБ",
            "Мб",
            "Мбайт",
            "МБайт",
        ],
    ),
    bytes(
        "GB",
        Prefix::Decimal,
        9,
        &[],
        &[
            "gigabyte",
            "기가바이트",
            "吉字节",
            "ギガバイト",
            "ГБ",
            "Гб",
            "Гбайт",
            "ГБайт",
        ],
    ),
    bytes(
        "TB",
        Prefix::Decimal,
        12,
        &[],
        &[
            "terabyte",
            "테라바이트",
            "ТБ",
            "Тб",
            "太字节",
            "テラバイト",
            "ТБ",
            "Тбайт",
            "ТБайт",
        ],
    ),
    bytes(
        "PB",
        Prefix::Decimal,
        15,
        &[],
        &["petabyte", "페타바이트", "拍字节", "ペタバイト"],
    ),
    bytes(
        "EB",
        Prefix::Decimal,
        18,
        &[],
        &["exabyte", "엑사바이트", "艾字节", "エクサバイト"],
    ),
    binary_bytes(
        "KiB",
        10,
        &["КиБ", "kio", "kiB", "kibibyte", "키비바이트", "キビバイト"],
    ),
    binary_bytes("MiB", 20, &["МиБ", "mebibyte", "메비바이트", "メビバイト"]),
    binary_bytes(
        "GiB",
        30,
        &["ГиБ", "gio", "gibibyte", "기비바이트", "ギビバイト"],
    ),
    binary_bytes(
        "TiB",
        40,
        &["ТиБ", "tio", "tebibyte", "테비바이트", "テビバイト"],
    ),
    binary_bytes("PiB", 50, &["pebibyte", "페비바이트", "ペビバイト"]),
    binary_bytes("EiB", 60, &["exbibyte", "엑스비바이트", "エクスビバイト"]),
    bits(
        "bit",
        Prefix::Plain,
        0,
        &[],
        &["bit", "비트", "比特", "位元", "ビット", "бит", "бита"],
    ),
    bits(
        "kbit",
        Prefix::Decimal,
        3,
        &["Kbit"],
        &["kilobit", "킬로비트", "キロビット", "Кбит", "кбит"],
    ),
    bits(
        "Mbit",
        Prefix::Decimal,
        6,
        &[],
        &["megabit", "메가비트", "メガビット", "Мбит"],
    ),
    bits(
        "Gbit",
        Prefix::Decimal,
        9,
        &[],
        &["gigabit", "기가비트", "ギガビット", "Гбит"],
    ),
    bits(
        "Tbit",
        Prefix::Decimal,
        12,
        &[],
        &["terabit", "테라비트", "テラビット"],
    ),
    binary_bits("Kibit", 10, &["kibibit"]),
    binary_bits("Mibit", 20, &["mebibit"]),
    binary_bits("Gibit", 30, &["gibibit"]),
    binary_bits("Tibit", 40, &["tebibit"]),
    // Floating-point operations; `FLOPs` is their plural, `FLOPS` operations a second.
    operations("FLOP", Prefix::Plain, 0, &["FLOPs"], &["flop", "플롭"]),
    operations(
        "kFLOP",
        Prefix::Decimal,
        3,
        &["kFLOPs", "KFLOP", "KFLOPs"],
        &[],
    ),
    operations(
        "MFLOP",
        Prefix::Decimal,
        6,
        &["MFLOPs", "MegaFLOP", "MegaFLOPs"],
        &[],
    ),
    operations(
        "GFLOP",
        Prefix::Decimal,
        9,
        &["GFLOPs", "GigaFLOP", "GigaFLOPs"],
        &["gigaflop", "gflop"],
    ),
    operations(
        "TFLOP",
        Prefix::Decimal,
        12,
        &["TFLOPs", "TeraFLOP", "TeraFLOPs"],
        &["teraflop", "tflop"],
    ),
    operations(
        "PFLOP",
        Prefix::Decimal,
        15,
        &["PFLOPs", "PetaFLOP", "PetaFLOPs"],
        &["petaflop", "pflop"],
    ),
    operations(
        "EFLOP",
        Prefix::Decimal,
        18,
        &["EFLOPs", "ExaFLOP", "ExaFLOPs"],
        &["exaflop", "eflop"],
    ),
    operations(
        "ZFLOP",
        Prefix::Decimal,
        21,
        &["ZFLOPs", "ZettaFLOP", "ZettaFLOPs"],
        &["zettaflop", "zflop"],
    ),
    operations(
        "YFLOP",
        Prefix::Decimal,
        24,
        &["YFLOPs", "YottaFLOP", "YottaFLOPs"],
        &["yottaflop"],
    ),
    frequency("Hz", 0),
    frequency("kHz", 3),
    frequency("MHz", 6),
    frequency("GHz", 9),
    rate("FLOPS", Prefix::Plain, 0),
    rate("MFLOPS", Prefix::Decimal, 6),
    rate("GFLOPS", Prefix::Decimal, 9),
    rate("TFLOPS", Prefix::Decimal, 12),
    rate("PFLOPS", Prefix::Decimal, 15),
    rate("EFLOPS", Prefix::Decimal, 18),
    rate("ZFLOPS", Prefix::Decimal, 21),
    // Time. `min` is the function.
    time(
        "second",
        Scale::Whole(1),
        &[],
        &[
            "second",
            "sec",
            "초",
            "秒",
            "秒钟",
            "секунда",
            "секунды",
            "секунд",
            "сек",
            "sekunden",
            "sekunde",
            "seconde",
            "segundo",
        ],
    ),
    time(
        "ms",
        Scale::Ten(-3),
        &[],
        &["millisecond", "밀리초", "毫秒", "ミリ秒"],
    ),
    time(
        "µs",
        Scale::Ten(-6),
        &["μs", "us"],
        &["microsecond", "마이크로초", "微秒", "マイクロ秒"],
    ),
    time(
        "ns",
        Scale::Ten(-9),
        &[],
        &["nanosecond", "나노초", "纳秒", "ナノ秒"],
    ),
    time(
        "minute",
        Scale::Whole(60),
        &[],
        &[
            "minute",
            "분",
            "分钟",
            "分鐘",
            "分",
            "минута",
            "минуты",
            "минут",
            "minuten",
            "minuto",
        ],
    ),
    time(
        "hour",
        Scale::Whole(3600),
        &[],
        &[
            "hour",
            "시간",
            "小时",
            "小時",
            "時間",
            "час",
            "часа",
            "часов",
            "stunde",
            "stunden",
            "heure",
            "hora",
        ],
    ),
    time(
        "day",
        Scale::Whole(86_400),
        &[],
        &[
            "day", "일", "天", "日", "день", "дня", "дней", "tag", "tage", "tagen", "jour", "día",
        ],
    ),
    time(
        "week",
        Scale::Whole(604_800),
        &["woche", "wochen"],
        &[
            "week",
            "semaine",
            "semana",
            "неделя",
            "недели",
            "недель",
            "周",
            "週間",
        ],
    ),
    // A year of 365 days.
    time(
        "year",
        Scale::Whole(31_536_000),
        &[],
        &[
            "year", "jahr", "jahre", "jahren", "année", "año", "года", "лет", "年", "년",
        ],
    ),
    // Counting labels.
    label(
        "parameter",
        &[
            "parameter",
            "param",
            "파라미터",
            "매개변수",
            "参数",
            "參數",
            "パラメータ",
            "パラメーター",
        ],
    ),
    label("token", &["token", "토큰", "词元", "詞元", "トークン"]),
    label(
        "expert",
        &["expert", "전문가", "专家", "專家", "エキスパート"],
    ),
    label("layer", &["layer", "레이어", "층", "层", "層", "レイヤー"]),
    label("item", &["개", "个", "個"]),
];

const fn bytes(
    name: &'static str,
    prefix: Prefix,
    exponent: i32,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
) -> Unit {
    Unit {
        name,
        dimension: Dimension::DATA,
        prefix,
        scale: Scale::Ten(exponent),
        symbols,
        words,
    }
}

const fn binary_bytes(name: &'static str, exponent: i32, words: &'static [&'static str]) -> Unit {
    Unit {
        name,
        dimension: Dimension::DATA,
        prefix: Prefix::Binary,
        scale: Scale::Two(exponent),
        symbols: &[],
        words,
    }
}

const fn bits(
    name: &'static str,
    prefix: Prefix,
    exponent: i32,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
) -> Unit {
    Unit {
        name,
        dimension: Dimension::DATA,
        prefix,
        scale: Scale::TenBits(exponent),
        symbols,
        words,
    }
}

const fn binary_bits(name: &'static str, exponent: i32, words: &'static [&'static str]) -> Unit {
    Unit {
        name,
        dimension: Dimension::DATA,
        prefix: Prefix::Binary,
        scale: Scale::TwoBits(exponent),
        symbols: &[],
        words,
    }
}

const fn operations(
    name: &'static str,
    prefix: Prefix,
    exponent: i32,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
) -> Unit {
    Unit {
        name,
        dimension: Dimension::OPERATIONS,
        prefix,
        scale: Scale::Ten(exponent),
        symbols,
        words,
    }
}

const fn frequency(name: &'static str, exponent: i32) -> Unit {
    Unit {
        name,
        dimension: Dimension::FREQUENCY,
        prefix: if exponent == 0 {
            Prefix::Plain
        } else {
            Prefix::Decimal
        },
        scale: Scale::Ten(exponent),
        symbols: &[],
        words: &[],
    }
}

const fn rate(name: &'static str, prefix: Prefix, exponent: i32) -> Unit {
    Unit {
        name,
        dimension: Dimension::OPERATION_RATE,
        prefix,
        scale: Scale::Ten(exponent),
        symbols: &[],
        words: &[],
    }
}

const fn time(
    name: &'static str,
    scale: Scale,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
) -> Unit {
    Unit {
        name,
        dimension: Dimension::TIME,
        prefix: Prefix::Plain,
        scale,
        symbols,
        words,
    }
}

const fn label(name: &'static str, words: &'static [&'static str]) -> Unit {
    Unit {
        name,
        dimension: Dimension::NONE,
        prefix: Prefix::Plain,
        scale: Scale::Whole(1),
        symbols: &[],
        words,
    }
}
