//! `tcp-lanes list`.

use crate::Failure;
use tcp_scenarios::catalogue::{Catalogue, Entry, group_title};
use tcp_scenarios::json;
use tcp_scenarios::prose::Lang;

/// The arguments of `list`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// As JSON: id, group, title, question and alternatives of each.
    #[arg(long)]
    json: bool,
    /// The language: zh-CN or en.
    #[arg(long, default_value = "en", value_parser = crate::run::lang)]
    lang: Lang,
}

pub(crate) fn list(arguments: &Arguments) -> Result<(), Failure> {
    let entries = Catalogue::get().entries();
    let text = if arguments.json {
        format!("{:#}\n", json::list(entries))
    } else {
        table(entries, arguments.lang)
    };
    crate::write(text.as_bytes(), None)
}

fn table(entries: &[Entry], lang: Lang) -> String {
    let mut text = String::new();
    let mut group = None;
    for entry in entries {
        let of_entry = entry.scenario().group;
        if group.replace(of_entry) != Some(of_entry) {
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}{}\n", group_title(of_entry, lang)));
        }
        for scenario in entry.all() {
            text.push_str(&format!("  {:<46} {}\n", scenario.address, scenario.title.get(lang)));
        }
    }
    text
}
