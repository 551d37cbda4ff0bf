//! The tools, how each is asked to build, and the smallest blog or book of each.

use crate::process::{cargo, command, run};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Paths and what is in them.
type Files = Vec<(&'static str, String)>;

/// A tool that makes pages of posts.
pub(super) struct Tool {
    /// What its block in the docs is called.
    pub(super) name: &'static str,
    /// Its program.
    pub(super) program: &'static str,
    /// What knows its version.
    pub(super) version: Version,
    /// What has it build what is in the folder.
    pub(super) build: &'static [&'static str],
    /// A blog with this in its post.
    pub(super) files: fn(&str) -> Files,
    /// Where the post is then.
    pub(super) page: &'static str,
}

/// What knows a version.
pub(super) enum Version {
    /// The program itself, when it is asked so.
    Told(&'static str),
    /// The package of this name: its program does something else when it is asked.
    Package(&'static str),
}

/// What npm installs for them.
const PACKAGES: [&str; 9] = [
    "hexo@8.1.2",
    "hexo-renderer-marked@7.0.1",
    "hexo-renderer-ejs@2.0.0",
    "vitepress@1.6.4",
    "@docusaurus/core@3.10.2",
    "@docusaurus/plugin-content-docs@3.10.2",
    "@docusaurus/theme-classic@3.10.2",
    "react@19.3.1",
    "react-dom@19.3.1",
];

const MDBOOK: &str = "0.5.4";

/// Gets those that npm and cargo have; Hugo and Jekyll are the system's (`apt install hugo jekyll`).
pub(super) fn install(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("package.json"), "{ \"private\": true }\n")?;
    let mut npm = command("npm");
    npm.args(["install", "--no-audit", "--no-fund"]).args(PACKAGES);
    run(npm.current_dir(folder))?;
    let mut mdbook = cargo();
    mdbook.args(["install", "mdbook", "--locked", "--no-default-features", "--version", MDBOOK]);
    run(mdbook.arg("--root").arg(folder))
}

pub(super) const TOOLS: [Tool; 6] = [
    Tool {
        name: "hexo",
        program: "hexo",
        version: Version::Package("hexo"),
        build: &["generate"],
        files: hexo,
        page: "public/p/index.html",
    },
    Tool {
        name: "jekyll",
        program: "jekyll",
        version: Version::Told("--version"),
        build: &["build", "--quiet"],
        files: jekyll,
        page: "_site/p.html",
    },
    Tool {
        name: "hugo",
        program: "hugo",
        version: Version::Told("version"),
        build: &["--quiet"],
        files: hugo,
        page: "public/p/index.html",
    },
    Tool {
        name: "mdbook",
        program: "mdbook",
        version: Version::Told("--version"),
        build: &["build"],
        files: mdbook,
        page: "book/p.html",
    },
    Tool {
        name: "vitepress",
        program: "vitepress",
        version: Version::Package("vitepress"),
        build: &["build"],
        files: vitepress,
        page: ".vitepress/dist/p.html",
    },
    Tool {
        name: "docusaurus",
        program: "docusaurus",
        version: Version::Package("@docusaurus/core"),
        build: &["build"],
        files: docusaurus,
        page: "build/p/index.html",
    },
];

/// A post: words, the player, words.
fn post(snippet: &str) -> String {
    format!("Before it.\n\n{snippet}\n\nAfter it.\n")
}

fn hexo(snippet: &str) -> Files {
    let package = "{\"private\":true,\"hexo\":{\"version\":\"\"},\"dependencies\":\
                   {\"hexo\":\"*\",\"hexo-renderer-marked\":\"*\",\"hexo-renderer-ejs\":\"*\"}}";
    let config = "title: B\nurl: https://b.example\npermalink: :name/\ntheme: t\n";
    let page = "<html><head><title>B</title></head><body><%- page.content %></body></html>";
    vec![
        ("package.json", package.to_owned()),
        ("_config.yml", config.to_owned()),
        ("themes/t/layout/post.ejs", page.to_owned()),
        ("themes/t/layout/index.ejs", page.to_owned()),
        (
            "source/_posts/p.md",
            ["---\ntitle: P\ndate: 2026-01-01\n---\n", &*post(snippet)].concat(),
        ),
    ]
}

fn jekyll(snippet: &str) -> Files {
    vec![
        ("_config.yml", "title: B\n".to_owned()),
        ("p.md", ["---\n---\n", &*post(snippet)].concat()),
    ]
}

fn hugo(snippet: &str) -> Files {
    let shortcode = include_str!("../../../../deploy/hugo/layouts/shortcodes/tcp-lanes.html");
    let page = "<html><head><title>B</title></head><body>{{ .Content }}</body></html>";
    vec![
        (
            "config.toml",
            "baseURL = 'https://b.example/'\ndisableKinds = ['taxonomy', 'term']\n".to_owned(),
        ),
        ("layouts/_default/single.html", page.to_owned()),
        ("layouts/_default/list.html", page.to_owned()),
        ("layouts/shortcodes/tcp-lanes.html", shortcode.to_owned()),
        ("content/p.md", ["---\ntitle: P\n---\n", &*post(snippet)].concat()),
    ]
}

fn mdbook(snippet: &str) -> Files {
    vec![
        ("book.toml", "[book]\ntitle = \"B\"\n".to_owned()),
        ("src/SUMMARY.md", "# Summary\n\n- [I](i.md)\n- [P](p.md)\n".to_owned()),
        ("src/i.md", "# I\n".to_owned()),
        ("src/p.md", ["# P\n\n", &*post(snippet)].concat()),
    ]
}

fn vitepress(snippet: &str) -> Files {
    let docs = include_str!("../../../../docs/embedding.md");
    let blocks = crate::blocks::blocks(docs);
    let config = blocks.iter().find(|block| block.is("vitepress-config"));
    let config = config.map(|block| block.code.clone()).unwrap_or_default();
    vec![
        ("package.json", "{\"private\":true,\"type\":\"module\"}".to_owned()),
        (".vitepress/config.mjs", config),
        ("index.md", "# I\n".to_owned()),
        ("p.md", ["# P\n\n", &*post(snippet)].concat()),
    ]
}

fn docusaurus(snippet: &str) -> Files {
    let config = "module.exports = { title: 'B', url: 'https://b.example', baseUrl: '/',
      themes: ['@docusaurus/theme-classic'],
      plugins: [['@docusaurus/plugin-content-docs', { routeBasePath: '/', sidebarPath: false }]] };\n";
    vec![
        ("package.json", "{\"private\":true}".to_owned()),
        ("docusaurus.config.js", config.to_owned()),
        ("docs/p.mdx", ["# P\n\n", &*post(snippet)].concat()),
        ("docs/i.md", "---\nslug: /\n---\n# I\n".to_owned()),
    ]
}
