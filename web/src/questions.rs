//! The four interview questions, as large buttons on top.

use crate::app::Dispatch;
use crate::icon::ladder_in_small;
use tcp_scenarios::catalogue::InterviewQuestion;
use tcp_scenarios::prose::Lang;
use tcp_view::app::Msg;
use tcp_view::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) lang: Lang,
    pub(crate) current: Option<usize>,
    pub(crate) dispatch: Dispatch,
}

/// The four questions; each opens the first scenario that answers it.
#[component]
pub(crate) fn Questions(props: &Props) -> Html {
    let Props { lang, current, dispatch } = props;
    let pins = InterviewQuestion::all().into_iter().enumerate().map(|(i, question)| {
        let first = question.scenarios[0];
        let onclick = dispatch.reform(move |_| Msg::Open(first.to_owned()));
        let aria_current = (*current == Some(i)).then_some("true");
        html! {
            <li>
                <button class="pin" aria-current={aria_current} {onclick}>
                    { ladder_in_small(i) }{ question.question.get(*lang) }
                </button>
            </li>
        }
    });
    html! {
        <nav class="questions" aria-label={Message::InterviewQuestions.say(*lang)}>
            <ul class="pins">{ for pins }</ul>
        </nav>
    }
}
