//! What hosts and crawlers look for at the root.

use crate::place::BaseUrl;
use crate::{File, Site};

/// `robots.txt`: everything may be read.
pub(crate) fn robots(base: Option<&BaseUrl>) -> File {
    let map = base.map(|base| format!("\nSitemap: {}\n", base.join("sitemap.xml")));
    File::new("robots.txt", format!("User-agent: *\nAllow: /\n{}", map.unwrap_or_default()))
}

/// GitHub Pages leaves out nothing, then.
pub(crate) fn no_jekyll() -> File {
    File::new(".nojekyll", "")
}

/// `_headers` of Netlify and Cloudflare Pages: for how long files may be kept, which type the program
/// has, and that other pages may read them. Nothing forbids to be framed, and there is no content
/// security policy: every page brings its own, which one for all would be added to, and that of the
/// page for frames is another.
pub(crate) fn headers(site: &Site<'_>) -> File {
    let mut text = String::from(
        "/*\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  Access-Control-Allow-Origin: *\n",
    );
    let mut kept = vec![format!("{}*", site.assets.folder())];
    if let Some(app) = &site.options.app {
        kept.extend(
            [&app.start, &app.boot, &app.styles, &app.later, &app.glue, &app.program]
                .map(String::clone),
        );
        kept.extend([&app.proof, &app.studio].map(|folder| format!("{folder}/*")));
    }
    for path in kept {
        text += &format!("/{path}\n  Cache-Control: public, max-age=31536000, immutable\n");
    }
    if let Some(app) = &site.options.app {
        text += &format!("/{}\n  Content-Type: application/wasm\n", app.program);
    }
    File::new("_headers", text)
}
