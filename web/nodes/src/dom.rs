//! Drawing into the document. What is there already and is still wanted stays: it keeps its focus,
//! and what is pressed on it is not lost.

use crate::node::{Node, Tag};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Makes the children of an element these, where `before` is what this has made of them the last time,
/// or nothing: what is still the same is not looked at, but for fields.
///
/// # Errors
/// What the browser throws; it has no reason to.
pub fn patch(
    document: &Document,
    parent: &Element,
    before: &[Node],
    children: &[Node],
) -> Result<(), JsValue> {
    for (place, child) in children.iter().enumerate() {
        let before = before.get(place);
        if before == Some(child) && !child.has_field() {
            continue;
        }
        let there = parent.child_nodes().item(place as u32);
        match (child, there) {
            (Node::Text(words), Some(there)) if there.node_type() == web_sys::Node::TEXT_NODE => {
                if before.is_some() || there.text_content().as_ref() != Some(words) {
                    there.set_text_content(Some(words));
                }
            }
            (Node::Tag(tag), Some(there)) if before == Some(child) => {
                settle(there.unchecked_ref(), tag);
            }
            (Node::Tag(tag), Some(there)) if was(before, tag) || is(&there, tag) => {
                update(document, there.unchecked_ref(), before.and_then(Node::tag), tag)?;
            }
            (child, Some(there)) => {
                parent.replace_child(&made(document, parent, child)?, &there)?;
            }
            (child, None) => {
                parent.append_child(&made(document, parent, child)?)?;
            }
        }
    }
    while let Some(surplus) = parent.child_nodes().item(children.len() as u32) {
        parent.remove_child(&surplus)?;
    }
    Ok(())
}

/// Gives the fields in an element that stays as it is the values that they are drawn with.
fn settle(element: &Element, tag: &Tag) {
    set_value(element, tag);
    for (place, child) in tag.children.iter().enumerate() {
        let there = child.has_field().then(|| element.child_nodes().item(place as u32));
        if let (Node::Tag(tag), Some(Some(there))) = (child, there) {
            settle(there.unchecked_ref(), tag);
        }
    }
}

/// Whether what was drawn can become this, so that the browser need not be asked.
fn was(before: Option<&Node>, tag: &Tag) -> bool {
    before.and_then(Node::tag).is_some_and(|before| before.name == tag.name && tag.name != "iframe")
}

/// Whether what is there can become this. A frame does not go to another address: that would be a
/// step in the history of the page.
fn is(there: &web_sys::Node, tag: &Tag) -> bool {
    there.dyn_ref::<Element>().is_some_and(|element| {
        element.local_name() == tag.name
            && (tag.name != "iframe"
                || element.get_attribute("src").as_deref() == tag.attribute("src"))
    })
}

fn made(document: &Document, parent: &Element, node: &Node) -> Result<web_sys::Node, JsValue> {
    match node {
        Node::Text(words) => Ok(document.create_text_node(words).into()),
        Node::Tag(tag) => {
            let in_drawing = parent.namespace_uri().as_deref() == Some(SVG);
            let element = match in_drawing || tag.name == "svg" {
                true => document.create_element_ns(Some(SVG), tag.name)?,
                false => document.create_element(tag.name)?,
            };
            update(document, &element, None, tag)?;
            Ok(element.into())
        }
    }
}

fn update(
    document: &Document,
    element: &Element,
    before: Option<&Tag>,
    tag: &Tag,
) -> Result<(), JsValue> {
    dress(element, before, tag)?;
    let before = before.map_or(&[][..], |before| &before.children);
    patch(document, element, before, &tag.children)?;
    set_value(element, tag);
    Ok(())
}

/// Gives an element its attributes, and takes away those that it does not have any more. It is asked for
/// what it has where that is not known: to remember is faster.
fn dress(element: &Element, before: Option<&Tag>, tag: &Tag) -> Result<(), JsValue> {
    let drop = |name: &str| match name {
        // Whether details are open is up to the reader; styles are set by their own names.
        "open" | "style" => Ok(()),
        _ if tag.attribute(name).is_some() => Ok(()),
        _ => element.remove_attribute(name),
    };
    match before {
        Some(before) if before.attributes == tag.attributes => return Ok(()),
        Some(before) => before.attributes.iter().try_for_each(|(name, _)| drop(name))?,
        None => {
            let names = element.get_attribute_names();
            names.iter().try_for_each(|name| drop(&name.as_string().unwrap_or_default()))?;
        }
    }
    for (name, value) in &tag.attributes {
        let is_same = match before {
            Some(before) => before.attribute(name) == Some(value),
            None => element.get_attribute(name).as_ref() == Some(value),
        };
        if is_same {
            continue;
        }
        if !name.starts_with("--") {
            element.set_attribute(name, value)?;
        } else if let Some(element) = element.dyn_ref::<HtmlElement>() {
            element.style().set_property(name, value)?;
        }
    }
    Ok(())
}

/// A field has a value of its own once a reader has used it: the attribute no longer counts.
fn set_value(element: &Element, tag: &Tag) {
    let value = tag.attribute("value").unwrap_or_default();
    // Few elements are fields, and of the others the browser need not be asked.
    if !matches!(tag.name, "input" | "select") {
        return;
    }
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.set_checked(tag.attribute("checked").is_some());
        if field.value() != value {
            field.set_value(value);
        }
    } else if let Some(list) = element.dyn_ref::<HtmlSelectElement>()
        && list.value() != value
    {
        list.set_value(value);
    }
}

/// The document of the page; none in a worker.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Puts the focus on what a selector finds.
pub fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Adds a style sheet to the document.
///
/// # Errors
/// What the browser throws; it has no reason to.
pub fn add_style(document: &Document, address: &str) -> Result<(), JsValue> {
    let link = document.create_element("link")?;
    link.set_attribute("rel", "stylesheet")?;
    link.set_attribute("href", address)?;
    if let Some(head) = document.head() {
        head.append_child(&link)?;
    }
    Ok(())
}

/// From now on calls back at events of this kind in an element. With an attribute's name, only where
/// the event is on an element that has it or in one; its value is handed over, and else nothing.
///
/// # Errors
/// What the browser throws; it has no reason to.
pub fn listen(
    place: &Element,
    kind: &str,
    attribute: &'static str,
    mut react: impl FnMut(&str, &Event) + 'static,
) -> Result<(), JsValue> {
    let selector = ["[", attribute, "]"].concat();
    let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let found = target.and_then(|target| target.closest(&selector).ok().flatten());
        if let Some(value) = found.and_then(|found| found.get_attribute(attribute)) {
            react(&value, &event);
        }
    });
    place.add_event_listener_with_callback(kind, heard.into_js_value().unchecked_ref())
}
