//! What all pages share: style sheet, icon, and the script that opens the door to the app. Their
//! folder has their hash in its name, so that browsers may keep them for ever.

use crate::File;
use siphasher::sip::SipHasher24;
use std::hash::Hasher;

/// The colours and the rules that app and pages share, then those of the pages.
const STYLES: [&str; 4] = [
    include_str!("../../../web/styles/tokens.css"),
    include_str!("../../../web/styles/base.css"),
    include_str!("../../../web/styles/contrast.css"),
    include_str!("../static/pages.css"),
];

const ICON: &str = include_str!("../../../web/static/favicon.svg");

const DOOR: &str = include_str!("../static/door.js");

/// What all pages share.
pub(crate) struct Assets {
    /// The name of the folder, with a slash.
    folder: String,
}

impl Assets {
    pub(crate) fn new() -> Assets {
        let mut hasher = SipHasher24::new();
        STYLES.iter().chain([&ICON, &DOOR]).for_each(|text| hasher.write(text.as_bytes()));
        Assets { folder: format!("pages-{:016x}/", hasher.finish()) }
    }

    /// The folder, from the root of the site, with a slash.
    pub(crate) fn folder(&self) -> &str {
        &self.folder
    }

    pub(crate) fn styles(&self) -> String {
        format!("{}pages.css", self.folder)
    }

    pub(crate) fn icon(&self) -> String {
        format!("{}icon.svg", self.folder)
    }

    pub(crate) fn door(&self) -> String {
        format!("{}door.js", self.folder)
    }

    pub(crate) fn files(&self) -> Vec<File> {
        vec![
            File::new(self.styles(), STYLES.concat()),
            File::new(self.icon(), ICON),
            File::new(self.door(), DOOR),
        ]
    }
}
