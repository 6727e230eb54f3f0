//! The `evenkeel` binary.

fn main() -> std::process::ExitCode {
    server::run()
}
