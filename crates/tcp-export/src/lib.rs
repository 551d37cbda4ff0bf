//! A run in other people's formats: figures, diagrams, captures, scripts, tables.
//!
//! ```
//! use tcp_export::{Format, Options, export};
//! use tcp_scenarios::catalogue::Catalogue;
//!
//! let scenario = Catalogue::get().find("three-way-normal").unwrap();
//! let options = Options::default();
//! let diagram = export(Format::Mermaid, scenario, &scenario.run(), &options).unwrap();
//! let diagram = String::from_utf8(diagram).unwrap();
//! assert!(diagram.contains("C->>S: SYN seq=1000"));
//!
//! let wrong = Catalogue::get().find("two-way-synack-lost").unwrap();
//! let error = export(Format::Packetdrill, wrong, &wrong.run(), &options).unwrap_err();
//! assert!(error.to_string().contains("its handshake is a wrong one"));
//! ```
//!
//! All that is exported follows from a scenario and its run, as the reader has changed them; no
//! catalogue is asked.
//!
//! - [`Format`] is what there is; [`export`] writes it.
//! - [`still`] is the figure at a moment and [`frames`] the moments of a film, for whoever turns
//!   figures into pixels; [`Gif`] puts the pixels together.
//! - [`mermaid`] and [`plantuml`] write the same [`diagram`], which has no time axis.

pub mod diagram;
mod film;
mod format;
mod gif;
mod markdown;
pub mod mermaid;
mod packets;
pub mod plantuml;
mod text;
mod words;

pub use crate::gif::{Gif, GifError, Palette};
pub use film::{Frame, frames, still};
pub use format::Format;

use std::fmt;
use tcp_model::host::Host;
use tcp_model::trace::Run;
use tcp_packetdrill::export::NotExpressible;
use tcp_scenarios::json;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::address::Theme;
use tcp_view::ladder::QueueSizes;
use tcp_view::svg::{FigureOptions, figure, moving};
use tcp_wire::EncodeError;

/// What an export depends on besides its run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// The language of all words.
    pub lang: Lang,
    /// The colours of figures.
    pub theme: Theme,
    /// The width of figures in pixels.
    pub width: i32,
    /// The end that a packetdrill script is about.
    pub host: Host,
    /// Whether an animated figure moves; otherwise it is the figure at rest.
    pub animated: bool,
    /// Whether diagrams have the captions as notes.
    pub captions: bool,
    /// What a reader has changed in the scenario, each in words. Every format says it.
    pub changes: Vec<String>,
}

impl Default for Options {
    /// In English, in the reader's colours, 720 px wide, about the server, moving, without
    /// captions.
    fn default() -> Options {
        Options {
            lang: Lang::En,
            theme: Theme::Auto,
            width: 720,
            host: Host::Server,
            animated: true,
            captions: false,
            changes: Vec::new(),
        }
    }
}

/// What cannot be exported, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExportError {
    /// The address of the scenario.
    pub scenario: String,
    /// Why not.
    pub why: Why,
}

/// Why something cannot be exported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// No script can say what this end lived through.
    Script(Host, NotExpressible),
    /// A segment does not fit into a packet.
    Packet(EncodeError),
    /// The format is made of pixels, which this crate does not draw: see [`still`], [`frames`].
    Pixels(Format),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ExportError { scenario, why } = self;
        match why {
            Why::Script(host, e) => write!(f, "{scenario}, {host}: {e}"),
            Why::Packet(e) => write!(f, "{scenario}: a segment as a packet: {e}"),
            Why::Pixels(format) => {
                let name = format.name();
                write!(f, "{scenario}: {name} is made of pixels, which only a browser draws here")
            }
        }
    }
}

impl std::error::Error for ExportError {}

/// The octets of a file in this format; text is in UTF-8.
///
/// # Errors
/// When this run cannot be said in the format, or the format is made of pixels.
pub fn export(
    format: Format,
    scenario: &Scenario,
    run: &Run,
    options: &Options,
) -> Result<Vec<u8>, ExportError> {
    let fails = |why| ExportError { scenario: scenario.address.clone(), why };
    Ok(match format {
        Format::Text => text::text(scenario, run, options).into_bytes(),
        Format::Json => trace(scenario, run, options).into_bytes(),
        Format::Svg => figure(run, &figure_options(scenario, options)).into_bytes(),
        Format::AnimatedSvg => {
            let draw = if options.animated { moving } else { figure };
            draw(run, &figure_options(scenario, options)).into_bytes()
        }
        Format::Mermaid => mermaid::mermaid(scenario, run, options).into_bytes(),
        Format::PlantUml => plantuml::plantuml(scenario, run, options).into_bytes(),
        Format::Markdown => markdown::markdown(scenario, run, options).into_bytes(),
        Format::Pcapng => {
            packets::pcapng(scenario, run, options).map_err(|e| fails(Why::Packet(e)))?
        }
        Format::Packetdrill => {
            let script = tcp_packetdrill::export::script(scenario.setup(), run, options.host);
            let script = script.map_err(|e| fails(Why::Script(options.host, e)))?;
            let changed = words::changed(options).map(|words| one_line("// ", &words));
            (changed.unwrap_or_default() + &script.to_string()).into_bytes()
        }
        Format::Png | Format::Gif => return Err(fails(Why::Pixels(format))),
    })
}

/// The trace, in which a run that a reader has changed says so.
fn trace(scenario: &Scenario, run: &Run, options: &Options) -> String {
    let mut trace = json::trace(scenario, run);
    if !options.changes.is_empty() {
        let end = trace.trim_end().strip_suffix('}').expect("an object ends with a brace").len();
        let changes = serde_json::json!(options.changes);
        trace.replace_range(end.., &format!(",\"changed\":{changes}}}\n"));
    }
    trace
}

/// Words as a line of their own, whatever is in them.
fn one_line(begin: &str, words: &str) -> String {
    [begin, &words.replace(char::is_control, " "), "\n"].concat()
}

/// A figure has the question as its headline, and below it what happens and what was changed.
fn figure_options<'a>(scenario: &'a Scenario, options: &'a Options) -> FigureOptions<'a> {
    let Options { lang, theme, width, .. } = *options;
    FigureOptions {
        title: scenario.question.get(lang),
        subtitle: scenario.title.get(lang),
        changes: &options.changes,
        lang,
        theme,
        queues: QueueSizes::of(scenario.setup()),
        width,
    }
}
