//! The migrations are compiled in: a new one must rebuild this room.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
