//! What segments look like in octets: known datagrams, what is refused and where, and laws.

mod anatomy;
mod capture;
mod known;
mod laws;
mod options;
mod refused;
mod tools;
