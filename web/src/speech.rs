//! What a screen reader is told as things happen.

use crate::browser;
use tcp_view::app::Show;
use tcp_view::message::Message;
use yew::prelude::*;

/// While it plays, something is said at most this often.
const PAUSE: f64 = 4_000.0;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) show: Show,
    pub(crate) step: usize,
    pub(crate) playing: bool,
}

/// One polite voice: the headline of what has just happened.
#[component]
pub(crate) fn Speech(props: &Props) -> Html {
    let said = use_state(String::new);
    let last = use_mut_ref(|| 0.0);
    let Props { show, step, playing } = props;
    {
        let said = said.clone();
        use_effect_with((show.clone(), *step, *playing), move |(show, step, playing)| {
            let now = browser::window().performance().map_or(0.0, |clock| clock.now());
            if *playing && now - *last.borrow() < PAUSE {
                return;
            }
            *last.borrow_mut() = now;
            let caption = step.checked_sub(1).and_then(|beat| show.captions.get(beat));
            said.set(match caption {
                Some(caption) => {
                    let place = Message::StepOf(*step, show.captions.len()).say(show.lang);
                    format!("{place}{}", caption.headline)
                }
                None => String::new(),
            });
        });
    }
    html! { <p class="vh" role="status">{ &*said }</p> }
}
