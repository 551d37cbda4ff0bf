//! `tcp-lanes site`.

use crate::Failure;
use std::path::PathBuf;
use tcp_site::{App, BaseUrl, Date, Options, SiteError, files, write};

/// The arguments of `site`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to write into. What else is in it stays.
    #[arg(short, long, visible_alias = "out", value_name = "DIR")]
    output: PathBuf,
    /// Where the site will be, such as https://example.org/tcp/. Without it, what needs absolute
    /// addresses is left out.
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// The day of the last change, such as 2026-11-28: for the feeds, and the map of the site.
    #[arg(long, value_name = "DAY", value_parser = Date::parse)]
    date: Option<Date>,
    /// The folder that the app was built into, if it will stand beside the pages.
    #[arg(long, value_name = "DIR")]
    app: Option<PathBuf>,
}

pub(crate) fn site(arguments: &Arguments) -> Result<(), Failure> {
    let Arguments { output, base_url, date, app } = arguments;
    let app = app
        .as_ref()
        .map(|folder| App::find(folder).map_err(|error| Failure::in_file(folder, error)));
    let (base, date) = (base_url.clone(), date.clone());
    let options = Options { base, date, app: app.transpose()? };
    let files = files(&options).map_err(|error| match error {
        SiteError::Claim(..) => Failure::Claims(vec![error.to_string()]),
        SiteError::Article { .. } => Failure::Input(error.to_string()),
    })?;
    write(&files, output).map_err(|(path, error)| Failure::Input(format!("{path}: {error}")))
}
