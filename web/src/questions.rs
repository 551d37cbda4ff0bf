//! The four interview questions, as large buttons on top.

use crate::app::App;
use crate::element::{Element, button, element};
use crate::icon::ladder_in_small;
use tcp_scenarios::catalogue::InterviewQuestion;
use tcp_view::app::Msg;
use tcp_view::message::Message;

/// The four questions; each opens the first scenario that answers it.
pub(crate) fn questions(app: &App) -> Element {
    let (lang, current) = (app.state.lang, app.state.interview_question());
    let pins = InterviewQuestion::all().into_iter().enumerate().map(|(i, question)| {
        element("li", "").child(
            button("pin", &app.dispatch, Msg::Open(question.scenarios[0].to_owned()))
                .attribute("aria-current", (current == Some(i)).then_some("true"))
                .child(ladder_in_small(i))
                .text(question.question.get(lang)),
        )
    });
    element("nav", "questions")
        .label(Message::InterviewQuestions, lang)
        .child(element("ul", "pins").list(pins))
}
