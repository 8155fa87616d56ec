//! Dialects of SQL.

/// The database that an SQL text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`: integers of 63 and of 127 bits; it stops with an error past them.
    DuckDb,
    /// Spark: integers of 63 bits, decimals of 38 digits.
    Spark,
    /// `PostgreSQL`: integers of 63 bits, numbers of any size.
    Postgres,
    /// `DataFusion`: integers of 63 bits, which wrap without a word; decimals of 38 digits.
    DataFusion,
    /// `SQLite`: integers of 63 bits; past them it goes on in floating point.
    Sqlite,
}

impl Dialect {
    /// The type whose arithmetic holds values of so many bits, if there is one.
    pub(super) fn type_for(self, bits: u64) -> Option<&'static str> {
        if bits < 64 {
            return Some(match self {
                Self::Sqlite => "INTEGER",
                _ => "BIGINT",
            });
        }
        match self {
            Self::DuckDb => (bits < 128).then_some("HUGEINT"),
            Self::Postgres => Some("NUMERIC"),
            // 38 digits hold every integer of 126 bits: 2^126 < 10^38.
            Self::Spark | Self::DataFusion => (bits <= 126).then_some("DECIMAL(38, 0)"),
            Self::Sqlite => None,
        }
    }

    /// The name that people know it by.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Spark => "Spark",
            Self::Postgres => "PostgreSQL",
            Self::DataFusion => "DataFusion",
            Self::Sqlite => "SQLite",
        }
    }
}
