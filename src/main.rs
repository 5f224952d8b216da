//! The command `remit`.

fn main() -> std::process::ExitCode {
    remit::cli::main()
}
