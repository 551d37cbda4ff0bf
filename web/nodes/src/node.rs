//! What is drawn, before a browser draws it.

/// An element, or words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node {
    /// Words.
    Text(String),
    /// An element.
    Tag(Tag),
}

/// An element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tag {
    /// Its name.
    pub name: &'static str,
    /// Its attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

impl Node {
    /// The element that it is.
    pub fn tag(&self) -> Option<&Tag> {
        match self {
            Node::Text(_) => None,
            Node::Tag(tag) => Some(tag),
        }
    }

    /// Whether it is a field whose value is drawn, or has one in it.
    pub fn has_field(&self) -> bool {
        let is_field = |tag: &Tag| matches!(tag.name, "input" | "select");
        self.tag().is_some_and(|tag| is_field(tag) || tag.children.iter().any(Node::has_field))
    }
}

/// An element with its class names; there may be none.
pub fn tag(name: &'static str, class: &str) -> Tag {
    let tag = Tag { name, attributes: Vec::new(), children: Vec::new() };
    if class.is_empty() { tag } else { tag.with("class", class) }
}

impl Tag {
    /// With an attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Tag {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute that says yes or no.
    pub fn says(self, name: &'static str, is: bool) -> Tag {
        self.with(name, if is { "true" } else { "false" })
    }

    /// With an attribute that is there or not.
    pub fn has(self, name: &'static str, is: bool) -> Tag {
        if is { self.with(name, "") } else { self }
    }

    /// With an action that pressing it takes.
    pub fn does(self, action: impl Into<String>) -> Tag {
        self.with("type", "button").with("data-act", action)
    }

    /// With words in it.
    pub fn text(mut self, words: impl Into<String>) -> Tag {
        self.children.push(Node::Text(words.into()));
        self
    }

    /// With an element in it.
    pub fn child(mut self, child: Tag) -> Tag {
        self.children.push(Node::Tag(child));
        self
    }

    /// With elements in it.
    pub fn list(mut self, children: impl IntoIterator<Item = Tag>) -> Tag {
        self.children.extend(children.into_iter().map(Node::Tag));
        self
    }

    /// All words in it, one after the other.
    pub fn words(&self) -> String {
        let words = self.children.iter().map(|child| match child {
            Node::Text(words) => words.clone(),
            Node::Tag(tag) => tag.words(),
        });
        words.collect()
    }

    /// Every element in it with this attribute.
    pub fn all<'a>(&'a self, attribute: &str, found: &mut Vec<&'a Tag>) {
        if self.attributes.iter().any(|(name, _)| *name == attribute) {
            found.push(self);
        }
        for child in &self.children {
            if let Node::Tag(tag) = child {
                tag.all(attribute, found);
            }
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}
