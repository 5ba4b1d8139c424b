//! The program `backfile`: hands the command line to the library and the exit code to the system.

/// The C library's allocator takes a fifth of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    backfile::cli::main()
}
