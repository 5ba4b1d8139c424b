//! The program `backfile`: hands the command line to the library and the exit code to the system.

fn main() -> std::process::ExitCode {
    backfile::cli::main()
}
