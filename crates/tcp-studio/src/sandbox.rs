//! A run from nothing but knobs and calls: a form over a scenario file, and reading files that a
//! reader brings along.
//!
//! The form is a view of the file that it holds: what it cannot say stays as it is.

mod fields;
mod open;
#[cfg(test)]
mod tests;
mod words;

pub use fields::FieldGroup;
pub use open::{Problem, open};

use fields::FieldId;
use std::fmt;
use tcp_model::host::Host;
use tcp_model::knobs::Isn;
use tcp_model::script::{Action, Condition, ScriptStep, UserCall};
use tcp_scenarios::format::{FORMAT, Group, KnobChanges, KnobsFile, RunFile, ScenarioFile};
use tcp_scenarios::prose::{Lang, Text};

/// The id of a run that was made from the form alone.
pub const FREE_PLAY: &str = "free-play";

/// The choices of a free run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    file: ScenarioFile,
}

/// A choice of the form, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// What [`Form::set`] calls it.
    pub name: &'static str,
    /// Where it belongs; the fields of a group follow each other.
    pub group: FieldGroup,
    /// What a reader calls it.
    pub label: String,
    /// What it does, in a sentence.
    pub help: String,
    /// What can be chosen.
    pub kind: FieldKind,
    /// What is chosen, as [`Form::set`] takes it.
    pub value: String,
    /// Whether the ends differ in the file: the value is that of one of them, and setting it makes
    /// them the same.
    pub mixed: bool,
}

/// What can be chosen in a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// One of these.
    Choice(Vec<FieldOption>),
    /// A whole number.
    Number {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
        /// What it counts, in the language that was asked for; empty for a mere number.
        unit: &'static str,
    },
    /// `true` or `false`.
    Switch,
}

/// One of several things to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldOption {
    /// What [`Form::set`] calls it.
    pub name: &'static str,
    /// What a reader calls it.
    pub label: String,
}

/// Why a field cannot be set to a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldError {
    /// There is no such field.
    NoField(String),
    /// It is not one of the choices.
    NoOption {
        /// The field.
        field: &'static str,
        /// The choices.
        options: Vec<&'static str>,
    },
    /// It is not a whole number in these bounds.
    NoNumber {
        /// The field.
        field: &'static str,
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
}

impl FieldError {
    /// In one language: where, and what was expected.
    pub fn say(&self, lang: Lang) -> String {
        words::error(self, lang)
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl std::error::Error for FieldError {}

impl Default for Form {
    /// RFC 9293 with RFC 5961, initial sequence numbers as RFC 6528 has them, a network that does
    /// no harm, and a client that connects to a server that listens.
    fn default() -> Form {
        let both = KnobChanges { isn: Some(Isn::Rfc6528), ..KnobChanges::default() };
        let run = RunFile {
            knobs: KnobsFile { both, ..KnobsFile::default() },
            script: Beginning::Connecting.script(),
            ..RunFile::default()
        };
        Form::from_run(run)
    }
}

impl Form {
    /// The form over a file; what it cannot say is kept.
    pub fn from_file(file: &ScenarioFile) -> Form {
        Form { file: file.clone() }
    }

    /// The form over a run that is of no scenario, as a link has it.
    pub fn from_run(run: RunFile) -> Form {
        Form { file: blank(run) }
    }

    /// All fields, group by group.
    pub fn fields(&self, lang: Lang) -> Vec<Field> {
        FieldId::ALL.into_iter().map(|id| self.field(id, lang)).collect()
    }

    fn field(&self, id: FieldId, lang: Lang) -> Field {
        let run = &self.file.run;
        Field {
            name: id.name(),
            group: id.group(),
            label: words::label(id, lang).to_owned(),
            help: words::help(id, lang).to_owned(),
            kind: id.kind(run, lang),
            value: id.value(run),
            mixed: id.is_mixed(run),
        }
    }

    /// Sets a field.
    ///
    /// # Errors
    /// When there is no such field, or it cannot have this value; nothing is changed then.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), FieldError> {
        let id = FieldId::ALL.into_iter().find(|id| id.name() == name);
        let id = id.ok_or_else(|| FieldError::NoField(name.to_owned()))?;
        id.set(&mut self.file.run, value)
    }

    /// The scenario file: that of a free run says what was chosen, any other keeps its words.
    pub fn file(&self) -> ScenarioFile {
        let mut file = self.file.clone();
        if file.id == FREE_PLAY {
            file.answer = Text {
                zh_cn: words::summary(&self.fields(Lang::ZhCn), Lang::ZhCn),
                en: words::summary(&self.fields(Lang::En), Lang::En),
            };
        }
        file
    }
}

/// How a free run begins.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Beginning {
    /// No user calls anything.
    Closed,
    /// The server listens.
    Listening,
    /// The client connects, too.
    Connecting,
}

impl Beginning {
    const ALL: [Beginning; 3] = [Beginning::Closed, Beginning::Listening, Beginning::Connecting];

    const fn name(self) -> &'static str {
        match self {
            Beginning::Closed => "closed",
            Beginning::Listening => "listening",
            Beginning::Connecting => "connecting",
        }
    }

    fn script(self) -> Vec<ScriptStep> {
        let call = |host, call| ScriptStep {
            after: None,
            pause: tcp_model::time::Duration::ZERO,
            action: Action::Call(host, call),
        };
        let listen = call(Host::Server, UserCall::OpenPassive);
        match self {
            // A file has at least one step: one whose time never comes.
            Beginning::Closed => {
                vec![ScriptStep {
                    after: Some(Condition::Received(Host::Server, u32::MAX)),
                    ..listen
                }]
            }
            Beginning::Listening => vec![listen],
            Beginning::Connecting => vec![listen, call(Host::Client, UserCall::OpenActive)],
        }
    }

    /// The beginning with this script.
    fn of(script: &[ScriptStep]) -> Option<Beginning> {
        Beginning::ALL.into_iter().find(|beginning| beginning.script() == script)
    }
}

/// A file with the words of a free run.
fn blank(run: RunFile) -> ScenarioFile {
    ScenarioFile {
        schema: None,
        format: FORMAT.to_owned(),
        id: FREE_PLAY.to_owned(),
        group: Group::Establish,
        title: words::title(),
        question: words::question(),
        answer: Text::default(),
        note: None,
        rfc: Vec::new(),
        from_original_post: false,
        right: None,
        proof: Vec::new(),
        run,
        captions: Vec::new(),
        claims: Vec::new(),
        alternatives: Vec::new(),
    }
}
