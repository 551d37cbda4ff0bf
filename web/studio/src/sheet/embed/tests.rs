use super::*;
use crate::sample::{context, moment, subject};
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_scenarios::format::Intervention;
use tcp_studio::change::History;
use tcp_studio::link::decode;

const SITE: &str = "https://a.example/tcp/index.html";

fn chosen(actions: &[&str]) -> Embedding {
    let mut embedding = Embedding::default();
    for action in actions {
        assert_eq!(embedding.act(action), vec![], "{action}");
    }
    embedding
}

fn code(embedding: &Embedding, context: Context<'_>) -> String {
    match embedding.copy(context, SITE, "code") {
        Some(Effect::CopyFrom(text, field)) if field == "#embed-code" => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_not_chosen_is_not_asked_for() {
    let subject = subject("three-way-normal");
    let now = moment(&subject, 2);
    let context = context(&now, &subject);
    let player = Embedding::default().player(context, SITE);
    let address = "https://a.example/tcp/embed/?scenario=three-way-normal&lang=en";
    assert_eq!(player.address(), address);
    assert_eq!(
        player.page,
        "https://a.example/tcp/index.html?scenario=three-way-normal&lang=en&t=step:0"
    );
    let figure = "https://a.example/tcp/figures/three-way-normal.en.auto.svg";
    assert_eq!(player.figure.as_deref(), Some(figure));
}

#[test]
fn what_is_chosen_is_asked_for_and_can_be_read() {
    let subject = subject("two-way-synack-lost/three-way");
    let now = moment(&subject, 2);
    let context = context(&now, &subject);
    let all = [
        "form element",
        "start moment",
        "theme dark",
        "lang zh-CN",
        "controls mini",
        "height 420",
        "plays on",
        "panel question off",
        "panel states on",
    ];
    let embedding = chosen(&all);
    let query = embedding.player(context, SITE).query();
    assert_eq!(
        query,
        "scenario=two-way-synack-lost/three-way&lang=zh-CN&theme=dark&t=step:2&\
                       controls=mini&panels=caption,legend,states&autoplay=1"
    );
    let (options, wrong) = Options::parse(&query);
    assert!(options.controls == Controls::Mini && options.shows(Panel::States) && wrong.is_empty());
    assert!(!options.shows(Panel::Question));
    let code = code(&embedding, context);
    assert!(code.contains(" autoplay=\"1\" height=\"420\">\n<a href="), "{code}");
    assert!(
        code.contains("three-way.zh-CN.dark.svg\" alt=\"")
            && !code.contains(&*subject.scenario.question.get(Lang::En).to_owned())
    );
    let none = chosen(&[
        "lang reader",
        "panel question off",
        "panel caption off",
        "panel legend off",
        "height 5",
        "theme blue",
        "form song",
    ]);
    let query = none.player(context, SITE).query();
    assert_eq!(query, "scenario=two-way-synack-lost/three-way&panels=");
    assert!((none.form, none.height) == (Form::Frame, None), "what is no choice is none");
}

#[test]
fn a_changed_run_is_embedded_as_it_is_or_as_it_was() {
    let subject = subject("three-way-normal");
    let lost = Intervention::Fault(Fault {
        segment: SegmentPattern { nth: Some(1), ..SegmentPattern::default() },
        fate: Fate::Lose,
    });
    let history =
        History::open(subject.file.clone(), "three-way-normal".to_owned(), vec![lost.clone()])
            .unwrap();
    let mut now = moment(&subject, 1);
    now.address += "/~3";
    let context = Context { now: &now, subject: &subject, history: &history };
    let player = chosen(&["start moment"]).player(context, SITE);
    let shared = decode(&player.changes).unwrap();
    assert_eq!((shared.interventions, shared.t.to_string()), (vec![lost], "step:1".to_owned()));
    assert!(
        player.page.ends_with(&format!(
            "?scenario=three-way-normal&lang=en&t=step:1#s={}",
            player.changes
        ))
    );
    assert_eq!(player.figure, None, "the site has none of it");
    let original = chosen(&["run original"]).player(context, SITE);
    assert!(original.changes.is_empty() && original.figure.is_some());
    assert!(Embedding::default().view(context, SITE).words().contains("As I have changed it"));
}

#[test]
fn what_is_shown_is_what_is_copied_and_the_preview_is_of_it() {
    let subject = subject("three-way-normal");
    let now = moment(&subject, 0);
    let context = context(&now, &subject);
    for form in Form::ALL {
        let embedding = chosen(&[&*["form ", form.name()].concat()]);
        let view = embedding.view(context, SITE);
        let mut areas = Vec::new();
        view.all("readonly", &mut areas);
        assert_eq!(areas[0].words(), code(&embedding, context));
        assert_eq!(areas.len(), if form == Form::Hugo { 2 } else { 1 });
        let mut frames = Vec::new();
        view.all("src", &mut frames);
        let shown = embedding.player(context, SITE).preview(now.theme);
        assert_eq!(
            frames.first().and_then(|frame| frame.attribute("src")),
            form.runs().then_some(&*shown)
        );
    }
}

/// Whoever reads in the dark is not blinded by the preview, and the code says nothing of it.
#[test]
fn the_preview_has_the_colours_of_this_page_until_others_are_chosen() {
    let subject = subject("three-way-normal");
    let mut now = moment(&subject, 0);
    for (here, chosen_theme, shown) in [
        (Theme::Dark, "auto", "&theme=dark"),
        (Theme::Light, "auto", "&theme=light"),
        (Theme::Dark, "light", "&theme=light"),
        (Theme::Auto, "auto", ""),
    ] {
        now.theme = here;
        let embedding = chosen(&[&*["theme ", chosen_theme].concat()]);
        let context = context(&now, &subject);
        let mut frames = Vec::new();
        let view = embedding.view(context, SITE);
        view.all("src", &mut frames);
        let address = frames[0].attribute("src").unwrap();
        let (_, theme) = address.split_at(address.find("&theme=").unwrap_or(address.len()));
        assert_eq!(theme, shown, "{here:?}, {chosen_theme}");
        assert_eq!(code(&embedding, context).contains("theme="), chosen_theme != "auto");
    }
}

#[test]
fn what_the_checker_has_found_is_not_embedded() {
    let subject = subject("three-way-normal");
    let mut now = moment(&subject, 0);
    now.address = "proof/fixed-isn".to_owned();
    let view = Embedding::default().view(context(&now, &subject), SITE);
    let mut frames = Vec::new();
    view.all("src", &mut frames);
    assert!(frames.is_empty() && view.words().contains("checker"));
}

#[test]
fn opening_and_leaving_it_moves_the_focus() {
    let mut embedding = Embedding::default();
    assert_eq!(embedding.act("open"), [Effect::Focus("#embed-form".to_owned())]);
    assert!(embedding.is_open);
    let [Effect::Focus(back)] = &*embedding.act("back") else { panic!("a focus") };
    assert!(back.contains("sheet embed open") && !embedding.is_open);
}
