//! The form: groups in columns, each field with its label, its unit and what it does.

use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_scenarios::prose::Lang;
use tcp_studio::sandbox::{Field, FieldKind};

/// All fields, group by group.
pub(super) fn view(fields: &[Field], lang: Lang) -> Tag {
    let groups = fields.chunk_by(|one, next| one.group == next.group);
    let group = |fields: &[Field]| {
        let legend = tag("legend", "label").text(fields[0].group.title(lang));
        let fields = fields.iter().map(|field| row(field, lang));
        tag("fieldset", "free-group").child(legend).list(fields)
    };
    tag("div", "free-form").list(groups.map(group))
}

fn row(field: &Field, lang: Lang) -> Tag {
    let id = ["free-", field.name].concat();
    let help = [&*id, "-help"].concat();
    let unit = match field.kind {
        FieldKind::Number { unit, .. } if !unit.is_empty() => Some(tag("span", "unit").text(unit)),
        FieldKind::Number { .. } | FieldKind::Choice(_) | FieldKind::Switch => None,
    };
    let mixed = field
        .mixed
        .then(|| tag("span", "about").text(either(lang, "（两端不同）", " (the ends differ)")));
    let label = tag("label", "").with("for", &*id).text(&*field.label).list(mixed);
    let input = input(field)
        .with("id", id)
        .with("aria-describedby", &*help)
        .with("data-set", ["free set ", field.name].concat());
    tag("div", "free-field")
        .child(label)
        .child(tag("span", "free-input").child(input).list(unit))
        .child(tag("p", "about").with("id", help).text(&*field.help))
}

fn input(field: &Field) -> Tag {
    match &field.kind {
        FieldKind::Choice(options) => {
            let option = |option: &tcp_studio::sandbox::FieldOption| {
                tag("option", "")
                    .with("value", option.name)
                    .has("selected", option.name == field.value)
                    .text(&*option.label)
            };
            tag("select", "").with("value", &*field.value).list(options.iter().map(option))
        }
        FieldKind::Number { min, max, .. } => tag("input", "mono")
            .with("type", "number")
            .with("min", min.to_string())
            .with("max", max.to_string())
            .with("value", &*field.value),
        FieldKind::Switch => {
            tag("input", "").with("type", "checkbox").has("checked", field.value == "true")
        }
    }
}
