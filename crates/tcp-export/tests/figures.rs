//! Figures as an XML parser that is not ours sees them, and the moments of films.

use roxmltree::Document;
use std::collections::BTreeSet;
use std::path::Path;
use tcp_export::{Format, Frame, Options, export, frames, still};
use tcp_model::time::Instant;
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::address::Theme;

fn all() -> impl Iterator<Item = &'static Scenario> {
    Catalogue::get().entries().iter().flat_map(Entry::all)
}

fn svg(format: Format, scenario: &Scenario, options: &Options) -> String {
    String::from_utf8(export(format, scenario, &scenario.run(), options).unwrap()).unwrap()
}

/// Well-formed, with no script and nothing from elsewhere, and every reference leads to something.
fn check(address: &str, svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|e| panic!("{address}: {e}"));
    let root = document.root_element();
    assert!(root.has_tag_name(("http://www.w3.org/2000/svg", "svg")), "{address}");
    let elements = || document.descendants().filter(|node| node.is_element());
    let ids: Vec<&str> = elements().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{address}");
    for node in elements() {
        assert!(!node.has_tag_name("script"), "{address}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on"), "{address}: {name}");
            let inner = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
            let target = if name == "href" { value.strip_prefix('#') } else { inner };
            let leads = target.is_some_and(|target| ids.contains(&target));
            assert!(leads || (name != "href" && !value.contains("url(")), "{address}: {value}");
        }
    }
    let rest = svg.replacen("http://www.w3.org/2000/svg", "", 1);
    assert!(!rest.contains("http") && !rest.contains("@import"), "{address}");
}

#[test]
fn every_figure_is_well_formed_and_needs_nothing_else() {
    for scenario in all() {
        for lang in Lang::ALL {
            let options = Options { lang, ..Options::default() };
            for format in [Format::Svg, Format::AnimatedSvg] {
                check(&scenario.address, &svg(format, scenario, &options));
            }
        }
        let (run, options) = (scenario.run(), Options::default());
        for part in [0, 1, 3] {
            let t = Instant::from_micros(run.end.as_micros() * part / 4);
            check(&scenario.address, &still(scenario, &run, t, &options));
        }
    }
}

/// All that a reader sees when a film is over, or does not move, is what the figure has.
#[test]
fn a_film_ends_as_the_figure_in_its_words() {
    for scenario in all() {
        let options = Options::default();
        let words = |svg: &str| -> Vec<String> {
            let document = Document::parse(svg).unwrap();
            let seen = document.descendants().filter(|node| {
                let class = |node: roxmltree::Node<'_, '_>| {
                    node.attribute("class").unwrap_or("").to_owned()
                };
                let hidden = |of: &roxmltree::Node<'_, '_>| {
                    class(*of).split(' ').any(|class| class == "yet" || class == "while")
                };
                node.has_tag_name("text") && !node.ancestors().any(|of| hidden(&of))
            });
            let mut words: Vec<String> =
                seen.map(|node| node.descendants().filter_map(|n| n.text()).collect()).collect();
            words.sort();
            words
        };
        let film = words(&svg(Format::AnimatedSvg, scenario, &options));
        assert_eq!(film, words(&svg(Format::Svg, scenario, &options)), "{}", scenario.address);
    }
}

#[test]
fn a_film_is_light_and_the_same_each_time() {
    let options = Options::default();
    for scenario in all() {
        let film = svg(Format::AnimatedSvg, scenario, &options);
        assert!(film.len() < 60_000, "{}: {}", scenario.address, film.len());
    }
    let scenario = Catalogue::get().find("complete-lifecycle").unwrap();
    let film = || svg(Format::AnimatedSvg, scenario, &options);
    assert_eq!(film(), film());
}

/// A long transfer, of 200 kB.
fn long() -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tcp-scenarios/scenarios");
    let file = std::fs::read_to_string(folder.join("complete-lifecycle.json")).unwrap();
    let file = file.replace("100", "200000");
    tcp_scenarios::json::read_scenario(&file).unwrap()
}

#[test]
fn a_long_run_is_a_film_without_grey_and_has_no_more_pictures_than_another() {
    let (scenario, options) = (long(), Options::default());
    let run = scenario.run();
    assert!(run.flights.len() > 100, "{}", run.flights.len());
    let film = svg(Format::AnimatedSvg, &scenario, &options);
    check("long", &film);
    assert!(!film.contains(" fu\""));
    let frames = frames(&run, &options);
    assert!(frames.len() <= 120);
    let held: u64 = frames.iter().map(|frame| u64::from(frame.hold_ms)).sum();
    assert!((10_000..=25_000).contains(&held), "{held}");
}

#[test]
fn a_film_that_is_not_to_move_is_the_figure() {
    let scenario = Catalogue::get().find("three-way-normal").unwrap();
    let options = Options { animated: false, theme: Theme::Dark, ..Options::default() };
    let still = svg(Format::AnimatedSvg, scenario, &options);
    assert_eq!(still, svg(Format::Svg, scenario, &options));
    let film = svg(Format::AnimatedSvg, scenario, &Options::default());
    assert!(film.contains("(prefers-reduced-motion:reduce){svg *{animation:none!important}}"));
}

#[test]
fn the_pictures_of_a_film_are_in_order_and_as_many_and_as_long_as_one_can_watch() {
    for scenario in all() {
        let run = scenario.run();
        let frames = frames(&run, &Options::default());
        let address = &scenario.address;
        assert!(frames.windows(2).all(|pair| pair[0].at < pair[1].at), "{address}");
        assert!(frames.len() <= 120, "{address}: {}", frames.len());
        assert!(frames.iter().all(|f| f.hold_ms >= 20 && f.hold_ms % 10 == 0), "{address}");
        let all: u64 = frames.iter().map(|frame| u64::from(frame.hold_ms)).sum();
        assert!((10_000..=25_000).contains(&all), "{address}: {all} ms");
        let last: Option<&Frame> = frames.last();
        assert_eq!(last.map(|frame| frame.at), Some(run.end), "{address}");
        let shown = |at| frames.iter().any(|frame| frame.at == at);
        let steps = run.beats.iter().map(|beat| beat.at).collect::<BTreeSet<_>>();
        assert!(steps.len() > 100 || steps.into_iter().all(shown), "{address}");
    }
}

/// So many changes, as long as they come.
fn with_changes(count: usize, lang: Lang) -> Options {
    let change = match lang {
        Lang::ZhCn => "复制 第 2 个 带数据的 PSH,ACK（SEQ 2001），副本在路上走 1 s 40 ms",
        Lang::En => "Duplicate 2nd PSH,ACK with text (SEQ 2001); the copy takes 1 s 40 ms",
    };
    let changes = (0..count).map(|n| format!("{n}: {change}")).collect();
    Options { lang, changes, ..Options::default() }
}

/// What is written in the class of what was changed, line by line, with where.
fn changed(svg: &str) -> Vec<(String, i32, i32)> {
    let document = Document::parse(svg).unwrap();
    let lines = document.descendants().filter(|node| node.attribute("class") == Some("changed"));
    let number = |text: Option<&str>| text.unwrap().parse::<f32>().unwrap() as i32;
    lines
        .map(|node| {
            let text = node.text().unwrap_or_default().to_owned();
            (text, number(node.attribute("x")), number(node.attribute("y")))
        })
        .collect()
}

#[test]
fn every_picture_of_a_changed_run_says_below_its_title_what_was_changed() {
    let scenario = Catalogue::get().find("three-way-normal").unwrap();
    let (run, options) = (scenario.run(), with_changes(1, Lang::En));
    let mut pictures: Vec<String> = [Format::Svg, Format::AnimatedSvg]
        .map(|format| svg(format, scenario, &options))
        .into_iter()
        .collect();
    // Those of PNG and GIF.
    let film = Options { width: 480, ..options.clone() };
    pictures.extend(frames(&run, &film).iter().map(|f| still(scenario, &run, f.at, &film)));
    for picture in pictures {
        check("changed", &picture);
        let lines: Vec<String> = changed(&picture).into_iter().map(|(text, ..)| text).collect();
        let whole = lines.join(" ");
        assert!(whole.starts_with("Changed by the reader: 0: Duplicate 2nd"), "{whole}");
        assert!(whole.ends_with("takes 1 s 40 ms"), "{whole}");
        assert!(picture.contains(".changed{"), "it has its rule");
        assert!(picture.contains("<desc>Changed by the reader: 0: "), "and is told");
    }
    let plain = svg(Format::Svg, scenario, &Options::default());
    assert!(!plain.contains("changed"), "{plain}");
}

/// The lines are within the figure, below each other, and what follows makes room for them.
#[test]
fn a_figure_has_room_for_one_three_and_ten_changes() {
    let scenario = Catalogue::get().find("three-way-normal").unwrap();
    for lang in Lang::ALL {
        for width in [480, 720] {
            let height = |svg: &str| -> f32 {
                let document = Document::parse(svg).unwrap();
                document.root_element().attribute("height").unwrap().parse().unwrap()
            };
            let draw = |count| {
                let options = Options { width, ..with_changes(count, lang) };
                svg(Format::Svg, scenario, &options)
            };
            let plain = height(&draw(0));
            for count in [1, 3, 10] {
                let svg = draw(count);
                let lines = changed(&svg);
                assert!((1..=8).contains(&lines.len()), "{count}: {lines:?}");
                assert!(lines.windows(2).all(|pair| pair[1].2 - pair[0].2 == 21), "{lines:?}");
                assert_eq!(height(&svg) - plain, 21.0 * lines.len() as f32);
                for (text, x, _) in &lines {
                    let end = tcp_view::ladder::width_of(text, 14) + tcp_view::fixed::px(*x + 16);
                    assert!(end <= tcp_view::fixed::px(width), "{text}");
                }
            }
            assert!(changed(&draw(10)).len() <= changed(&draw(3)).len());
        }
    }
}
