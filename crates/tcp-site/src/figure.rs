//! The figure of a run, beside the page that shows it: wide, and narrow for a phone. The page has
//! the question already, so there is none in the figure.

use crate::File;
use crate::words::either;
use maud::{Markup, html};
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::address::Theme;
use tcp_view::ladder::QueueSizes;
use tcp_view::svg::{FigureOptions, figure};

const WIDE: i32 = 720;
const NARROW: i32 = 340;

/// A figure in both widths.
pub(crate) struct Figure {
    wide: Drawn,
    narrow: Drawn,
    alt: String,
}

struct Drawn {
    file: File,
    width: i32,
    height: i32,
}

impl Figure {
    /// The figure of a run, for the page in `folder`.
    pub(crate) fn new(scenario: &Scenario, run: &Run, lang: Lang, folder: &str) -> Figure {
        let variation = scenario.address.split_once('/').map_or("", |(_, variation)| variation);
        let name = if variation.is_empty() { "figure" } else { variation };
        Figure::named(scenario, run, lang, &format!("{folder}{name}"))
    }

    /// The figure of a run, in files whose paths begin so.
    pub(crate) fn named(scenario: &Scenario, run: &Run, lang: Lang, stem: &str) -> Figure {
        let draw = |width: i32, suffix: &str| {
            let options = FigureOptions {
                title: "",
                subtitle: "",
                changes: &[],
                lang,
                theme: Theme::Auto,
                queues: QueueSizes::of(scenario.setup()),
                width,
            };
            let svg = figure(run, &options);
            let file = File::new(format!("{stem}{suffix}.svg"), &*svg);
            Drawn { file, width, height: height(&svg) }
        };
        let what = either(lang, "时序图：", "Sequence diagram: ");
        let alt = [what, scenario.title.get(lang)].concat();
        Figure { wide: draw(WIDE, ""), narrow: draw(NARROW, ".narrow"), alt }
    }

    /// It, with room for it before it is there.
    pub(crate) fn show(&self, lazy: bool) -> Markup {
        let Figure { wide, narrow, alt } = self;
        html! {
            picture class="q-figure" {
                source media="(max-width: 599px)" srcset=(narrow.file.path) width=(narrow.width)
                    height=(narrow.height);
                img src=(wide.file.path) width=(wide.width) height=(wide.height) alt=(alt)
                    loading=[lazy.then_some("lazy")];
            }
        }
    }

    /// It where there is not much room at any width.
    pub(crate) fn show_narrow(&self, lazy: bool) -> Markup {
        let Figure { narrow, alt, .. } = self;
        html! {
            div class="q-figure" {
                img src=(narrow.file.path) width=(narrow.width) height=(narrow.height) alt=(alt)
                    loading=[lazy.then_some("lazy")];
            }
        }
    }

    /// Its files.
    pub(crate) fn files(self) -> [File; 2] {
        [self.wide.file, self.narrow.file]
    }
}

/// The height of a figure in whole pixels, from its root.
pub(crate) fn height(svg: &str) -> i32 {
    let after = svg.split_once(" height=\"").map_or("", |(_, after)| after);
    let number = after.split(['"', '.']).next().unwrap_or_default();
    number.parse().expect("a figure says how high it is")
}
