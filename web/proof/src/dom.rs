//! Drawing into the document. What is there already and is still wanted stays: it keeps its focus,
//! and what is pressed on it is not lost.

use crate::node::{Node, Tag};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Makes the children of an element these.
///
/// # Errors
/// What the browser throws; it has no reason to.
pub fn patch(document: &Document, parent: &Element, children: &[Node]) -> Result<(), JsValue> {
    for (place, child) in children.iter().enumerate() {
        let there = parent.child_nodes().item(place as u32);
        match (child, there) {
            (Node::Text(words), Some(there)) if there.node_type() == web_sys::Node::TEXT_NODE => {
                if there.text_content().as_ref() != Some(words) {
                    there.set_text_content(Some(words));
                }
            }
            (Node::Tag(tag), Some(there)) if is(&there, tag) => {
                update(document, there.unchecked_ref(), tag)?;
            }
            (child, Some(there)) => {
                parent.replace_child(&made(document, child)?, &there)?;
            }
            (child, None) => {
                parent.append_child(&made(document, child)?)?;
            }
        }
    }
    while let Some(surplus) = parent.child_nodes().item(children.len() as u32) {
        parent.remove_child(&surplus)?;
    }
    Ok(())
}

fn is(there: &web_sys::Node, tag: &Tag) -> bool {
    there.dyn_ref::<Element>().is_some_and(|element| element.local_name() == tag.name)
}

fn made(document: &Document, node: &Node) -> Result<web_sys::Node, JsValue> {
    match node {
        Node::Text(words) => Ok(document.create_text_node(words).into()),
        Node::Tag(tag) => {
            let element = match tag.name {
                "svg" | "path" => document.create_element_ns(Some(SVG), tag.name)?,
                name => document.create_element(name)?,
            };
            update(document, &element, tag)?;
            Ok(element.into())
        }
    }
}

fn update(document: &Document, element: &Element, tag: &Tag) -> Result<(), JsValue> {
    for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        // Whether details are open is up to the reader.
        if name != "open" && tag.attribute(&name).is_none() {
            element.remove_attribute(&name)?;
        }
    }
    for (name, value) in &tag.attributes {
        if element.get_attribute(name).as_ref() != Some(value) {
            element.set_attribute(name, value)?;
        }
    }
    patch(document, element, &tag.children)
}
