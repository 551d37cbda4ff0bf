//! A run that a reader has changed as a link: `#s=1.…`.
