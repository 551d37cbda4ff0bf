//! Pages as another parser reads them.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element of a page.
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// All text in it.
    pub(crate) text: String,
}

/// A page that was read.
pub(crate) struct Document {
    /// What the parser did not expect.
    pub(crate) errors: Vec<String>,
    /// All elements, in order.
    pub(crate) elements: Vec<Element>,
}

impl Document {
    pub(crate) fn read(html: &[u8]) -> Document {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).from_utf8().one(html);
        let mut elements = Vec::new();
        collect(&dom.document, &mut elements);
        let errors = dom.errors.borrow().iter().map(|error| error.to_string()).collect();
        Document { errors, elements }
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&Element> {
        self.elements.iter().filter(|element| element.name == name).collect()
    }

    /// The elements of a name one of whose attributes has a value.
    pub(crate) fn with(&self, name: &str, attribute: &str, value: &str) -> Vec<&Element> {
        let mut found = self.all(name);
        found.retain(|element| element.attribute(attribute) == Some(value));
        found
    }
}

/// Puts the elements of a node into the list, and returns the node's text.
fn collect(node: &Handle, elements: &mut Vec<Element>) -> String {
    let at = elements.len();
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attrs = attrs.borrow();
        let attributes = attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string()));
        let (name, attributes) = (name.local.to_string(), attributes.collect());
        elements.push(Element { name, attributes, text: String::new() });
    }
    let text = match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(|child| collect(child, elements)).collect(),
    };
    if matches!(node.data, NodeData::Element { .. }) {
        elements[at].text.clone_from(&text);
    }
    text
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| &**value)
    }
}
