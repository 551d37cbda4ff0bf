//! What the panel says, in both languages.

mod bounds;
mod knobs;
mod properties;

pub use tcp_view::number::with_commas as number;

pub use bounds::{Bound, bounds_in_words, narrowed};
pub use knobs::knobs;
pub use properties::{means, name};
pub use tcp_checker::words::{asks, title};

use tcp_scenarios::prose::Lang;

/// One thing in two languages.
pub(crate) fn either(lang: Lang, zh_cn: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::ZhCn => zh_cn,
        Lang::En => en,
    }
}

/// A number in few signs, for a narrow cell: `12k`, `3.4M`.
pub fn short(number: u64) -> String {
    let (unit, sign) = match number {
        0..=999 => return number.to_string(),
        1_000..=999_999 => (1_000, "k"),
        _ => (1_000_000, "M"),
    };
    let (whole, tenth) = (number / unit, number % unit * 10 / unit);
    if whole < 10 && tenth > 0 {
        return format!("{whole}.{tenth}{sign}");
    }
    format!("{whole}{sign}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_checker::model::Model;
    use tcp_scenarios::catalogue::{Catalogue, Entry};
    use tcp_scenarios::property::Property;

    #[test]
    fn numbers_are_easy_to_read() {
        let long = [0, 999, 1_000, 1_234_567].map(number);
        assert_eq!(long, ["0", "999", "1,000", "1,234,567"]);
        let few = [0, 999, 1_000, 1_299, 41_310, 2_000_000, 3_450_000].map(short);
        assert_eq!(few, ["0", "999", "1k", "1.2k", "41k", "2M", "3.4M"]);
    }

    #[test]
    fn there_are_words_for_every_model_and_every_property() {
        for model in Model::all() {
            for lang in Lang::ALL {
                assert!(title(model.id, lang).is_some(), "{}", model.id);
                assert!(asks(model.id, lang).is_some(), "{}", model.id);
                assert!(!knobs(&model, lang).is_empty());
            }
        }
        for property in Property::ALL {
            assert_ne!(name(property, Lang::En), name(property, Lang::ZhCn));
            assert_ne!(means(property, Lang::En), means(property, Lang::ZhCn));
        }
    }

    #[test]
    fn scenarios_name_models_that_there_are() {
        let scenarios = || Catalogue::get().entries().iter().flat_map(Entry::all);
        for scenario in scenarios() {
            for id in &scenario.proof {
                assert!(Model::named(id).is_some(), "{}: {id}", scenario.address);
            }
        }
        for model in Model::all() {
            let asked = scenarios().any(|scenario| scenario.proof.iter().any(|id| id == model.id));
            assert!(asked, "no question leads to {}", model.id);
        }
    }
}
