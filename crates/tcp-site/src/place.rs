//! Where things stand in the tree, and what they are called from outside.

use std::fmt;
use tcp_scenarios::prose::Lang;

/// A page that there is in each language.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Place<'a> {
    /// All questions.
    Contents,
    /// The article.
    Article,
    /// One question, by the id of its scenario.
    Question(&'a str),
}

impl Place<'_> {
    /// Its folder from the root of the site: `zh-CN/` or `zh-CN/three-way-normal/`.
    pub(crate) fn folder(self, lang: Lang) -> String {
        match self {
            Place::Contents => format!("{}/", lang.tag()),
            Place::Article => format!("{}/handshake-and-close/", lang.tag()),
            Place::Question(id) => format!("{}/{id}/", lang.tag()),
        }
    }

    /// From its folder back to the root.
    pub(crate) const fn to_root(self) -> &'static str {
        match self {
            Place::Contents => "../",
            Place::Article | Place::Question(_) => "../../",
        }
    }
}

/// Where the site will be: `https://example.org/tcp/`, with a slash at the end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an absolute address; a slash at its end may be missing.
    ///
    /// # Errors
    /// When it is not `https://` or `http://` with a host and nothing after the path.
    pub fn parse(text: &str) -> Result<BaseUrl, String> {
        let expected = "expected an address such as https://example.org/tcp/";
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let rest = rest.ok_or(expected)?;
        let host = rest.split('/').next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%[]".contains(c);
        if host.is_empty() || !rest.chars().all(plain) || rest.contains("//") {
            return Err(expected.to_owned());
        }
        Ok(BaseUrl(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The address of something in the site.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The path of the site at its host: `/tcp/`.
    pub(crate) fn path(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        let slash = self.0[after_scheme..].find('/').unwrap_or_default();
        &self.0[after_scheme + slash..]
    }
}

/// A day: `2026-11-28`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Date(String);

impl Date {
    /// Reads a day.
    ///
    /// # Errors
    /// When it is not a year, a month and a day that there can be.
    pub fn parse(text: &str) -> Result<Date, String> {
        let expected = "expected a day such as 2026-11-28";
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str, len: usize| {
            let fits = part.len() == len && part.bytes().all(|octet| octet.is_ascii_digit());
            fits.then(|| part.parse::<u32>().ok()).flatten()
        };
        let [year, month, day] = parts[..] else { return Err(expected.to_owned()) };
        let month = digits(month, 2).filter(|month| (1..=12).contains(month));
        let day = digits(day, 2).filter(|day| (1..=31).contains(day));
        match (digits(year, 4), month, day) {
            (Some(_), Some(_), Some(_)) => Ok(Date(text.to_owned())),
            _ => Err(expected.to_owned()),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_an_address_with_a_path() {
        for (text, path) in [
            ("https://example.org", "/"),
            ("https://example.org/tcp", "/tcp/"),
            ("http://localhost:8080/a/b/", "/a/b/"),
        ] {
            assert_eq!(BaseUrl::parse(text).unwrap().path(), path);
        }
        for bad in [
            "",
            "example.org",
            "https://",
            "ftp://a/",
            "https://a/?b",
            "https://a/\"",
            "https://a//b",
        ] {
            assert!(BaseUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_day_is_in_the_calendar() {
        assert_eq!(Date::parse("2026-11-28").unwrap().to_string(), "2026-11-28");
        for bad in ["", "2026-13-01", "2026-1-1", "26-11-28", "2026-11-32", "2026-11-28T00:00"] {
            assert!(Date::parse(bad).is_err(), "{bad}");
        }
    }
}
