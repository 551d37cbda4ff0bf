//! Free play: a run from knobs and calls; scenario files opened and saved.

mod form;

use crate::desk::Context;
use crate::effect::Effect;
use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_model::host::Host;
use tcp_scenarios::catalogue::unchanged;
use tcp_scenarios::format::{Intervention, ScenarioFile};
use tcp_scenarios::json::write_scenario;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::InvalidScenario;
use tcp_studio::change::{EndAction, History, possible_at};
use tcp_studio::sandbox::{FieldError, Form, Problem, open};
use tcp_view::address::Position;
use tcp_view::app::FREE;

/// The most octets of a file that is opened.
pub const LARGEST_FILE: usize = 1 << 20;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Free {
    /// What is chosen before anything of it runs.
    draft: Form,
    complaint: Option<Complaint>,
}

/// What could not be done.
#[derive(Clone, PartialEq, Debug)]
enum Complaint {
    /// A field cannot have this value.
    Field(FieldError),
    /// What was chosen does not fit together.
    Unfit(InvalidScenario),
    /// A file cannot be used; with its line.
    File(Problem, String),
    /// A file is larger than is read.
    Large,
}

impl Free {
    /// What a reader has pressed in it.
    pub fn act(&mut self, context: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        self.complaint = None;
        let mut form = self.form(context);
        match verb {
            "set" => {
                let (name, value) = rest.split_once(' ').unwrap_or((rest, ""));
                self.set(context, form, name, value)
            }
            "seed" => {
                let seed = next_seed(&form).to_string();
                self.set(context, form, "seed", &seed)
            }
            "run" => self.show(form.file(), Vec::new(), "step:0".to_owned()),
            "anew" => {
                form = Form::default();
                self.draft = form.clone();
                self.show(form.file(), Vec::new(), "step:0".to_owned())
            }
            "call" => self.call(context, rest),
            "save" => {
                let file = if is_free(context) { saved(context) } else { form.file() };
                let name = [&*file.id, ".json"].concat();
                let text = write_scenario(&file).into_bytes();
                vec![Effect::Download(name, "application/json", text)]
            }
            "open" => self.open(rest),
            "large" => self.complain(Complaint::Large),
            _ => Vec::new(),
        }
    }

    /// The form of the run on the stage, or of what is chosen for one.
    fn form(&self, context: Context<'_>) -> Form {
        match is_free(context) {
            true => Form::from_file(context.history.file()),
            false => self.draft.clone(),
        }
    }

    /// A run that is on the stage changes at once; what was done to it by hand is done again.
    fn set(
        &mut self,
        context: Context<'_>,
        mut form: Form,
        name: &str,
        value: &str,
    ) -> Vec<Effect> {
        // What a field that is ticked says.
        let value = match value {
            "on" => "true",
            "off" => "false",
            value => value,
        };
        if let Err(error) = form.set(name, value) {
            return self.complain(Complaint::Field(error));
        }
        if !is_free(context) {
            self.draft = form;
            return Vec::new();
        }
        let at = Position::Time(context.now.at).to_string();
        self.show(form.file(), context.history.interventions(), at)
    }

    fn show(&mut self, file: ScenarioFile, by_hand: Vec<Intervention>, at: String) -> Vec<Effect> {
        match History::open(file, FREE.to_owned(), by_hand) {
            Ok(history) => vec![Effect::Change(Box::new(history), at)],
            Err(invalid) => self.complain(Complaint::Unfit(invalid)),
        }
    }

    /// `HOST PLACE`: a call by its place among all that makes sense there now.
    fn call(&mut self, context: Context<'_>, rest: &str) -> Vec<Effect> {
        let Some(call) = called(context, rest) else { return Vec::new() };
        let mut history = context.history.clone();
        match history.apply(call, context.now.at) {
            Ok(()) => {
                let at = Position::Time(context.now.at).to_string();
                vec![Effect::Change(Box::new(history), at)]
            }
            Err(invalid) => self.complain(Complaint::Unfit(invalid)),
        }
    }

    /// Plays a scenario file, or says what is wrong with it; the panel says so wherever the file
    /// was dropped.
    fn open(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = match open(text) {
            Ok(file) => self.show(file, Vec::new(), "step:0".to_owned()),
            Err(problem) => {
                let line = problem.line.checked_sub(1).and_then(|line| text.lines().nth(line));
                let line = line.unwrap_or_default().trim().chars().take(LONGEST_QUOTE).collect();
                self.complain(Complaint::File(problem, line))
            }
        };
        effects.push(Effect::Tell("panel free".to_owned(), None));
        effects
    }

    fn complain(&mut self, complaint: Complaint) -> Vec<Effect> {
        self.complaint = Some(complaint);
        Vec::new()
    }

    /// How it looks.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        let lang = context.now.lang;
        let free = is_free(context);
        let heading = tag("h2", "part-h").text(either(lang, "自由实验", "Free play"));
        let about = tag("p", "part-about").text(either(
            lang,
            "自己定规则和网络，亲手在两端调用 OPEN、SEND、CLOSE、ABORT，看会发生什么。也可以把场景文件拖到页面上打开。",
            "Choose the rules and the network, call OPEN, SEND, CLOSE and ABORT at either end yourself, and watch. A scenario file can be dropped anywhere on the page.",
        ));
        let mut view = vec![
            tag("div", "part-head")
                .child(tag("div", "").child(heading).child(about))
                .child(buttons(free, lang)),
            tag("div", "").list(self.complaint.as_ref().map(|complaint| say(complaint, lang))),
            form::view(&self.form(context).fields(lang), lang),
        ];
        if free {
            view.push(calls(context));
            view.push(claims(context));
        }
        view
    }
}

/// So many characters of a line are quoted.
const LONGEST_QUOTE: usize = 160;

/// Whether the run on the stage is a free one.
fn is_free(context: Context<'_>) -> bool {
    unchanged(&context.subject.address) == FREE
}

/// What is on the stage as a file, with what was done by hand.
fn saved(context: Context<'_>) -> ScenarioFile {
    context.history.edition().file().clone()
}

/// Another seed: the next number of a linear congruential generator.
fn next_seed(form: &Form) -> u32 {
    let seed: u32 = form.file().run.weather.seed.try_into().unwrap_or_default();
    seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)
}

fn called(context: Context<'_>, rest: &str) -> Option<Intervention> {
    let (host, place) = rest.split_once(' ')?;
    let host = Host::BOTH.into_iter().find(|known| known.name() == host)?;
    let actions = possible_at(&context.subject.run, host, context.now.at);
    Some(actions.get(place.parse::<usize>().ok()?)?.at(host, context.now.at))
}

/// Whether a user calls it; all else befalls an end.
const fn is_call(action: &EndAction) -> bool {
    match action {
        EndAction::OpenPassive
        | EndAction::OpenActive
        | EndAction::Send(..)
        | EndAction::Receive(_)
        | EndAction::Close
        | EndAction::Abort
        | EndAction::Accept => true,
        EndAction::Crash
        | EndAction::Reboot
        | EndAction::Unplug
        | EndAction::Plug
        | EndAction::Kill => false,
    }
}

fn buttons(free: bool, lang: Lang) -> Tag {
    let button = |verb: &str, words: &'static str| {
        tag("button", "btn").does(format!("free {verb}")).text(words)
    };
    let run = match free {
        true => button("anew", either(lang, "从头配置", "Start over")),
        false => button("run", either(lang, "运行", "Run it")),
    };
    let file = tag("input", "")
        .with("type", "file")
        .with("accept", ".json,application/json")
        .with("data-file", "free open");
    let open = tag("label", "btn free-open")
        .text(either(lang, "打开场景文件", "Open a scenario file"))
        .child(file);
    tag("div", "free-buttons")
        .child(run)
        .child(button("seed", either(lang, "换一个种子", "New seed")))
        .child(button("save", either(lang, "保存场景文件", "Save as a scenario file")))
        .child(open)
}

/// What each user can call now.
fn calls(context: Context<'_>) -> Tag {
    let lang = context.now.lang;
    let row = |host: Host| {
        let actions = possible_at(&context.subject.run, host, context.now.at);
        let calls = actions.iter().enumerate().filter(|(_, action)| is_call(action));
        let buttons: Vec<Tag> =
            calls.map(|(place, call)| button(host, place, call, lang)).collect();
        let none = buttons.is_empty().then(|| {
            tag("p", "about").text(either(lang, "现在没有可以调用的。", "Nothing to call now."))
        });
        let name = match (host, lang) {
            (Host::Client, Lang::ZhCn) => "客户端调用",
            (Host::Client, Lang::En) => "The client calls",
            (Host::Server, Lang::ZhCn) => "服务器调用",
            (Host::Server, Lang::En) => "The server calls",
        };
        tag("section", "")
            .child(tag("h3", "label").text(name))
            .child(tag("div", "deeds").list(buttons).list(none))
    };
    tag("div", "free-calls").list(Host::BOTH.map(row))
}

fn button(host: Host, place: usize, call: &EndAction, lang: Lang) -> Tag {
    tag("button", "btn deed")
        .does(format!("free call {} {place}", host.name()))
        .text(call.say(lang))
}

/// What the file claims of its run, and whether it is so.
fn claims(context: Context<'_>) -> Tag {
    let Context { now, subject, .. } = context;
    let checked = subject.scenario.check(&subject.run);
    let list = tag("div", "free-claims");
    if checked.is_empty() {
        return list;
    }
    let item = |(claim, holds): &(&tcp_scenarios::format::Claim, bool)| {
        let sign = match holds {
            true => either(now.lang, "✓ 成立：", "✓ Holds: "),
            false => either(now.lang, "✗ 不成立：", "✗ Does not hold: "),
        };
        tag("li", "").says("data-holds", *holds).text(sign).text(claim.say(now.lang))
    };
    list.child(tag("h3", "label").text(either(now.lang, "文件的断言", "What the file claims")))
        .child(tag("ul", "").list(checked.iter().map(item)))
}

fn say(complaint: &Complaint, lang: Lang) -> Tag {
    let box_ = tag("div", "complaint").with("role", "alert");
    match complaint {
        Complaint::Field(error) => box_.text(error.say(lang)),
        Complaint::Unfit(invalid) => box_.text(invalid.to_string()),
        Complaint::Large => box_.text(either(
            lang,
            "文件太大：场景文件最大 1 MB。",
            "The file is too large: scenario files have at most 1 MB.",
        )),
        Complaint::File(problem, line) => {
            let quote = (!line.is_empty()).then(|| tag("code", "free-line").text(line.as_str()));
            box_.child(tag("p", "").text(said(problem, lang))).list(quote)
        }
    }
}

fn said(problem: &Problem, lang: Lang) -> String {
    let Problem { place, line, column, expected } = problem;
    let field = match (place.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::ZhCn) => format!("，{place}"),
        (false, Lang::En) => format!(", at {place}"),
    };
    match (line, lang) {
        (0, Lang::ZhCn) => format!("这个文件用不了{field}：{expected}"),
        (0, Lang::En) => format!("This file cannot be used{field}: {expected}"),
        (_, Lang::ZhCn) => format!("这个文件用不了，第 {line} 行第 {column} 列{field}：{expected}"),
        (_, Lang::En) => {
            format!("This file cannot be used: line {line}, column {column}{field}: {expected}")
        }
    }
}
