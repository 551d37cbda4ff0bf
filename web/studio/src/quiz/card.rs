//! How a question, its answer and the score look.

use super::{Done, Game};
use crate::moment::Moment;
use crate::words::{either, named};
use nodes::node::{Tag, tag};
use tcp_scenarios::prose::Lang;
use tcp_studio::clause::cited;
use tcp_studio::quiz::{Kind, Question};

/// Before anything is asked.
pub(super) fn invitation(count: usize, lang: Lang) -> Vec<Tag> {
    let about = match lang {
        Lang::ZhCn => format!("关于这次运行有 {count} 道题：播放到关键处会停下来，先猜，再看。"),
        Lang::En => format!(
            "{count} questions about this run: it stops before what matters. Guess, then watch."
        ),
    };
    let start = first("quiz start", either(lang, "开始", "Start")).has("disabled", count == 0);
    let whole = press(
        "quiz interview",
        either(lang, "模拟面试：全部场景抽 10 题", "Interview: 10 questions from everything"),
    );
    let deeds = tag("div", "deeds").child(start).child(whole);
    vec![card(lang).child(tag("p", "part-about").text(about)).child(deeds)]
}

/// The question, or how to get to it.
pub(super) fn question(game: &Game, now: &Moment) -> Vec<Tag> {
    let lang = now.lang;
    let stop = tag("button", "btn quiet").does("quiz stop").text(either(lang, "结束", "Stop"));
    let top = tag("div", "part-head").child(tag("p", "quiz-n").text(progress(game, lang)));
    let card = card(lang).child(top.child(stop));
    let Some(question) = &game.question else {
        let opens = either(lang, "正在打开场景…", "Opening the scenario…");
        return vec![card.child(tag("p", "").text(opens))];
    };
    if !game.is_put(now.step, now.playing) {
        let watch = either(lang, "先看着，马上要问了。", "Watch; the question comes soon.");
        let jump = press("quiz jump", either(lang, "直接到这道题", "Go to the question"));
        let deeds = tag("div", "deeds").child(jump);
        return vec![card.child(tag("p", "").text(watch)).child(deeds)];
    }
    let choices = question.choices.iter().enumerate();
    let choices = choices.map(|(i, _)| tag("li", "").child(choice(question, i, game.chosen, lang)));
    let asked = card
        .child(named(tag("p", "quiz-q"), &question.prompt))
        .child(tag("ol", "quiz-choices").list(choices));
    vec![match game.chosen {
        Some(chosen) => asked.child(reason(question, chosen, lang)),
        None => asked,
    }]
}

fn choice(question: &Question, index: usize, chosen: Option<usize>, lang: Lang) -> Tag {
    let choice = &question.choices[index];
    let key = (index + 1).to_string();
    let button = tag("button", "btn choice")
        .does(format!("quiz answer {index}"))
        .with("data-key", &key)
        .has("disabled", chosen.is_some());
    let said = match (chosen, choice.right) {
        (Some(_), true) => Some(("right", either(lang, "✓ 正确", "✓ right"))),
        (Some(mine), false) if mine == index => {
            Some(("wrong", either(lang, "✗ 你选了它", "✗ your answer")))
        }
        (Some(_) | None, _) => None,
    };
    let button = match said {
        Some((is, _)) => button.with("data-is", is),
        None => button,
    };
    let said = said.map(|(_, words)| tag("strong", "").text(words));
    button.child(tag("kbd", "").text(key)).child(tag("span", "").text(&choice.text)).list(said)
}

/// Whether it was right, why, and the clause.
fn reason(question: &Question, chosen: usize, lang: Lang) -> Tag {
    let choice = &question.choices[chosen];
    let verdict = match choice.right {
        true => either(lang, "✓ 答对了", "✓ Right"),
        false => either(lang, "✗ 不对", "✗ Not so"),
    };
    let wrong = choice.why_wrong.iter().map(|why| named(tag("p", ""), why));
    let answer = &question.answer;
    let broken = answer.deviation.iter().map(|rule| named(tag("p", "about"), rule));
    let text = named(tag("p", ""), &answer.text).text(" ");
    tag("div", "quiz-why")
        .child(tag("h3", "").text(verdict))
        .list(wrong)
        .child(text.list(answer.clause.as_deref().map(reference)))
        .list(broken)
        .child(first("quiz on", either(lang, "继续", "Go on")))
}

/// The score, by kind where the questions were mixed, and what to look at again.
pub(super) fn score(game: &Game, lang: Lang) -> Vec<Tag> {
    let kinds = Kind::ALL.into_iter().filter_map(|kind| of_kind(game, kind, lang));
    let again = game.done.iter().enumerate().filter(|(_, done)| !done.is_right());
    let again: Vec<Tag> = again.map(|(i, done)| missed(i, done, lang)).collect();
    let heading = (!again.is_empty())
        .then(|| tag("h3", "").text(either(lang, "值得再看一遍", "Worth another look")));
    let verb = if game.is_interview { "quiz interview" } else { "quiz start" };
    let deeds = tag("div", "deeds")
        .child(press(verb, either(lang, "再来一次", "Again")))
        .child(first("quiz next", either(lang, "考下一个场景", "Next scenario")))
        .child(press("quiz stop", either(lang, "完成", "Done")));
    let kinds = game.is_interview.then(|| tag("ul", "quiz-kinds").list(kinds));
    vec![
        card(lang)
            .child(tag("p", "quiz-q").text(game.score().say(lang)))
            .list(kinds)
            .list(heading)
            .child(tag("ul", "quiz-again").list(again))
            .child(deeds),
    ]
}

/// A question that leads back to where it was asked, what was answered, and what is right.
fn missed(index: usize, done: &Done, lang: Lang) -> Tag {
    let revisit = format!("quiz revisit {index}");
    let mine = match done.answer() {
        Some(choice) => [either(lang, "✗ 你选了：", "✗ your answer: "), &*choice.text].concat(),
        None => either(lang, "– 没有作答", "– not answered").to_owned(),
    };
    let right = done.question.choices.iter().filter(|choice| choice.right);
    let right = right.map(|choice| {
        let words = [either(lang, "✓ 正确答案：", "✓ right: "), &*choice.text].concat();
        tag("span", "quiz-right").text(words)
    });
    let came = tag("p", "quiz-came").child(tag("span", "quiz-mine").text(mine)).text(" ");
    let prompt = named(tag("button", "pick").does(revisit), &done.question.prompt);
    tag("li", "").child(prompt).child(came.list(right))
}

fn of_kind(game: &Game, kind: Kind, lang: Lang) -> Option<Tag> {
    let of: Vec<_> = game.done.iter().filter(|done| done.question.kind == kind).collect();
    let right = of.iter().filter(|done| done.is_right()).count();
    let line = format!("{} {right}/{}", name(kind, lang), of.len());
    (!of.is_empty()).then(|| tag("li", "").text(line))
}

fn name(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Flags => either(lang, "控制位", "Control bits"),
        Kind::Ack => either(lang, "确认号", "Acknowledgment numbers"),
        Kind::Seq => either(lang, "序列号", "Sequence numbers"),
        Kind::State => either(lang, "状态", "States"),
        Kind::Verdict => either(lang, "接受与否", "What is accepted"),
        Kind::Next => either(lang, "谁先发", "Who sends next"),
        Kind::Timer => either(lang, "定时器", "Timers"),
    }
}

fn progress(game: &Game, lang: Lang) -> String {
    let (at, of) = (game.at + 1, game.plan.len());
    match lang {
        Lang::ZhCn => format!("第 {at} 题，共 {of} 题"),
        Lang::En => format!("Question {at} of {of}"),
    }
}

/// It takes the focus, and what changes in it is read out.
fn card(lang: Lang) -> Tag {
    tag("div", "quiz-card")
        .with("id", "quiz-card")
        .with("tabindex", "-1")
        .with("aria-live", "polite")
        .child(tag("h2", "part-h").text(either(lang, "考考我", "Quiz me")))
}

fn press(action: &str, words: &str) -> Tag {
    tag("button", "btn").does(action).text(words)
}

/// What a reader most likely wants.
fn first(action: &str, words: &str) -> Tag {
    tag("button", "btn first").does(action).text(words)
}

/// A clause as a link to the section.
fn reference(clause: &str) -> Tag {
    let Some((rfc, place)) = clause.strip_prefix("RFC ").and_then(|rest| rest.split_once(' '))
    else {
        return tag("span", "ref").text(clause);
    };
    let numbered = |c: char| c.is_ascii_digit() || c == '.';
    let end = place.find(|c| !numbered(c)).unwrap_or(place.len());
    let section = place[..end].trim_end_matches('.');
    let mark = if section.is_empty() { "" } else { "#section-" };
    tag("a", "ref")
        .with("href", format!("https://www.rfc-editor.org/rfc/rfc{rfc}{mark}{section}"))
        .with("target", "_blank")
        .with("rel", "noopener noreferrer")
        .text(cited(clause))
}
