//! A folder as a checkpoint is read from.

/// A folder whose files can be read, and nothing outside it.
///
/// Paths are relative to it and written with `/`; whoever implements this holds links inside.
pub trait Files {
    /// What a folder holds; the folder itself is the empty path.
    ///
    /// # Errors
    /// A folder that is not there or cannot be read.
    fn entries(&self, folder: &str) -> Result<Vec<Entry>, Trouble>;

    /// Opens a file.
    ///
    /// # Errors
    /// A file that is not there, lies outside, is no regular file or cannot be read.
    fn open(&self, path: &str) -> Result<Box<dyn Opened>, Trouble>;
}

/// An open file.
pub trait Opened {
    /// How many bytes it has.
    fn bytes(&self) -> u64;

    /// Bytes from a place on; fewer where the file ends before.
    ///
    /// # Errors
    /// Why they cannot be read.
    fn read(&mut self, at: u64, length: usize) -> Result<Vec<u8>, Trouble>;
}

/// What stands in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is not there.
    Missing,
    /// It lies outside the folder, or a link leads there.
    Outside,
    /// Something else, in words.
    Other(String),
}

impl Trouble {
    /// In words, to follow the name of the file.
    pub fn words(&self) -> &str {
        match self {
            Self::Missing => "it does not exist",
            Self::Outside => "it lies outside the folder of the checkpoint",
            Self::Other(why) => why,
        }
    }
}
