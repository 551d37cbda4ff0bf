//! The state diagram of a run as a file.

use super::{Document, FigureOptions, MARGIN, Sheet, narration, write_marks};
use crate::fixed::{Matrix, Point, px};
use crate::message::Message;
use crate::scene::{Anchor, Mark};
use crate::states::{Diagram, diagram};
use tcp_model::host::Host;
use tcp_model::trace::Run;

/// The state diagram after a run, with the ways that both ends have gone and where they are, as a
/// standalone SVG file. The queues of the options have no place in it, and no headline is drawn.
pub fn states(run: &Run, options: &FigureOptions<'_>) -> String {
    let FigureOptions { title, lang, theme, width, .. } = *options;
    let Diagram { height, mut marks, tokens, .. } = diagram(run, run.beats.len(), width);
    for host in Host::BOTH {
        let token = &tokens[host];
        marks.push(Mark::placed("", Matrix::at(token.at), vec![token.mark.clone()]));
    }
    let middle = Point::new(px(width / 2), height + MARGIN);
    let key = Message::StateDiagramKey.say(lang);
    marks.push(Mark::text("key", middle, Anchor::Middle, &key));
    let body = write_marks(&marks);
    let height = height + MARGIN + px(8);
    let sheet = Sheet { marks: &marks, motion: "", body: &body, height };
    Document { title, story: &narration(run, lang), lang, theme, width }.write(&sheet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Theme;
    use crate::ladder::QueueSizes;
    use crate::sample;
    use tcp_scenarios::prose::Lang;

    fn drawn(width: i32) -> String {
        let options = FigureOptions {
            title: "a < b",
            subtitle: "",
            changes: &[],
            lang: Lang::En,
            theme: Theme::Auto,
            queues: QueueSizes::default(),
            width,
        };
        states(&sample::handshake(), &options)
    }

    #[test]
    fn a_diagram_has_its_ways_its_tokens_and_its_key_with_their_rules() {
        let svg = drawn(416);
        assert!(svg.contains("<title>a &lt; b</title>"), "{svg}");
        for part in ["class=\"e v vc\"", "class=\"e v vs\"", ">C<", ">S<", "dashed"] {
            assert!(svg.contains(part), "there is no {part}");
        }
        for rule in [".e.v{", ".e.vs{", ".nd.cur rect{", ".nd.data rect{", ".tok rect{", ".el{"] {
            assert!(svg.contains(rule), "there is no rule {rule}");
        }
        assert!(!svg.contains('$') && !svg.contains(".nd.small text{"));
        assert!(drawn(340).contains(".nd.small text{"), "letters are smaller where boxes are");
    }
}
