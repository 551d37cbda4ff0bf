//! Mounts the page over the static figure that `index.html` carries.

/// Smaller than the standard library's, and as fast.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(host) = document.and_then(|document| document.get_element_by_id("app")) {
        web::mount(host);
    }
}
