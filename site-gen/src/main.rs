//! The command `site-gen`: everything about arguments, terminals and exit codes, nothing about sites.

use std::{
    io::{self, IsTerminal, Write},
    mem::ManuallyDrop,
    path::Path,
    process::ExitCode,
};

use anyhow::Context as _;
use authoring::diagnostics::report::{self, Detail, Paint, plural};
use clap::{CommandFactory as _, Parser, error::ErrorKind};
use form_handler::{crypto::core_dumps, rate_limit::RateLimit};
use site_gen::{
    build::{Build, BuildOptions, Purpose, Report, timings::Timings},
    cli::{
        args::{
            BuildArgs, CheckArgs, Cli, Command, ExplainArgs, Format, New, SchemaArgs, ServeArgs,
        },
        environment::{annotate, credentials, paint},
        explain, external_links, import, lsp, new,
        place::outside,
        report::{
            baseline::{Baseline, Compared},
            summary::{summary, written},
        },
        schema::{self, Schema},
    },
    content::{Drafts, assets::images::shown::Images, config::time_zone::Today, directory::Folder},
    output::{
        Nowhere,
        staging::{Staging, Written},
    },
    serve::{self, Noticing, ProductionOptions, Reach, Serving},
};

/// Rendering makes and drops many small texts on all threads: a tenth of a build less than with the
/// system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// There are errors in the content, or something could not be read, written or listened on. What is asked
/// for in the wrong way ends with 2, which clap does.
const FAILED: u8 = 1;

/// What could be converted was, and something was left.
const LEFT: u8 = 3;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Some(Command::Build(args)) => build(&args),
        Some(Command::Check(args)) => check(&args),
        Some(Command::Explain(args)) => explain(&args),
        Some(Command::Import(args)) => import::run(&args, paint(), io::stderr().is_terminal())
            .map(|is_whole| if is_whole { ExitCode::SUCCESS } else { ExitCode::from(LEFT) })
            .map_err(Into::into),
        Some(Command::Lsp(args)) => lsp::run(&args.content, Today::At(now()))
            .map(|()| ExitCode::SUCCESS)
            .map_err(Into::into),
        Some(Command::New(args)) => new(&args),
        Some(Command::Schema(args)) => schema(&args),
        Some(Command::Serve(args)) => serve(args),
        None => serve_as_usual(),
    };
    done.unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "error: {error:#}");
        ExitCode::from(FAILED)
    })
}

fn build(args: &BuildArgs) -> anyhow::Result<ExitCode> {
    outside("--out", &args.out, &args.content);
    // Before the content is read: whichever of two builds ends last has seen the newest.
    let staging = Staging::beside(&args.out, !args.no_compress, || {
        let out = args.out.display();
        let _ = writeln!(io::stderr(), "waiting: another build is writing {out}");
    })?;
    let staging = if io::stderr().is_terminal() { staging.telling(count_images) } else { staging };
    let mut timings = Timings::start();
    let folder = Folder::open(&args.content)?;
    timings.lap("read");
    let options = BuildOptions {
        base_url: args.base_url.clone(),
        drafts: if args.drafts { Drafts::Shown } else { Drafts::Hidden },
        purpose: purpose(args.production),
        today: Some(Today::At(now())),
        images: images(args.no_images),
    };
    // The process ends soon: to free what it holds piece by piece would only take time.
    let folder = ManuallyDrop::new(folder);
    let build = ManuallyDrop::new(Build::of(&folder, &options, &staging, &mut timings));
    let report = ManuallyDrop::new(build.report());
    print(&report, Detail::Line)?;
    annotate(&report, &mut io::stdout().lock())?;
    if report.has_errors() {
        staging.abandon()?;
        return Ok(ExitCode::from(FAILED));
    }
    timings.lap("report");
    let volume = staging.volume();
    let committed = staging.commit()?;
    timings.lap("write");
    let (out, summary) = (args.out.display(), summary(&report, &timings));
    let mut stdout = io::stdout().lock();
    match committed {
        Written::Replaced => writeln!(stdout, "{out}: {summary}; {}", written(volume))?,
        Written::Unchanged => {
            writeln!(stdout, "{out} is up to date, nothing written: {summary}")?;
        }
    }
    if args.timings {
        write!(stdout, "{timings}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn check(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    if let Some(file) = &args.baseline {
        outside("--baseline", file, &args.content);
    }
    // First: what is wrong with it need not wait for other sites.
    let known = args.baseline.as_deref().filter(|_| !args.update);
    let known = known.map(Baseline::read).transpose()?;
    let mut timings = Timings::start();
    let folder = Folder::open(&args.content)?;
    timings.lap("read");
    let options = BuildOptions {
        base_url: args.base_url.clone(),
        purpose: purpose(args.production),
        today: Some(Today::At(now())),
        ..BuildOptions::default()
    };
    // The process ends soon: to free what it holds piece by piece would only take time.
    let folder = ManuallyDrop::new(folder);
    let build = ManuallyDrop::new(Build::of(&folder, &options, &Nowhere, &mut timings));
    let mut report = ManuallyDrop::new(build.report());
    if args.external {
        report.diagnostics.extend(external_links::check(&build, &args.data)?);
        build.site.content.config.lower(&mut report.diagnostics);
        report.diagnostics.sort();
        timings.lap("external");
    }
    if let (Some(file), true) = (&args.baseline, args.update) {
        return update(file, args, &report);
    }
    let compared = known.map(|known| known.compare(&mut report.diagnostics, &args.content));
    match args.format {
        Format::Json => {
            report::json(&report.diagnostics, &mut io::stdout().lock())?;
            // Whoever reads the JSON expects nothing else; GitHub's runner reads both.
            annotate(&report, &mut io::stderr().lock())?;
        }
        Format::Text => {
            print(&report, Detail::Whole)?;
            annotate(&report, &mut io::stdout().lock())?;
        }
    }
    if let (Some(file), Some(Compared { left, mended })) = (&args.baseline, compared) {
        let file = file.display();
        let mut stderr = io::stderr().lock();
        writeln!(stderr, "{} of {file} left", plural(left, "old error", "old errors"))?;
        if mended > 0 {
            let lines = plural(mended, "line", "lines");
            writeln!(stderr, "{lines} of {file} no longer found: --update takes them out")?;
        }
    }
    if report.has_errors() {
        return Ok(ExitCode::from(FAILED));
    }
    if args.format == Format::Text {
        let new = if compared.is_some() { "new " } else { "" };
        writeln!(io::stdout().lock(), "no {new}errors: {}", summary(&report, &timings))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Notes what is wrong now, as known.
fn update(file: &Path, args: &CheckArgs, report: &Report) -> anyhow::Result<ExitCode> {
    let baseline = Baseline::of(&report.diagnostics, &args.content);
    baseline.write(file)?;
    let noted = plural(baseline.count(), "error", "errors");
    let said = format!("{}: {noted} noted\n", file.display());
    match args.format {
        Format::Text => io::stdout().lock().write_all(said.as_bytes())?,
        Format::Json => io::stderr().lock().write_all(said.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what is wrong, and why some of it stops nothing.
fn print(report: &Report, detail: Detail) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    report::text(&report.diagnostics, detail, paint(), &mut stderr)?;
    report.reasons().try_for_each(|reason| writeln!(stderr, "{reason}"))
}

fn explain(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let text = match &args.code {
        Some(code) => explain::explain(code)?,
        None => explain::list(),
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn schema(args: &SchemaArgs) -> anyhow::Result<ExitCode> {
    if let Some(conflict) = args.conflict() {
        Cli::command().error(ErrorKind::ArgumentConflict, conflict).exit();
    }
    let is_of_forms = args.of.is_of_forms();
    let folder = if is_of_forms { Folder::open(&args.content)? } else { Folder::default() };
    let Schema { text, diagnostics } = schema::make(args.of, args.id.as_deref(), &folder)?;
    report::text(&diagnostics, Detail::Whole, paint(), &mut io::stderr().lock())?;
    let Some(text) = text else { return Ok(ExitCode::from(FAILED)) };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn new(args: &New) -> anyhow::Result<ExitCode> {
    writeln!(io::stdout().lock(), "{}", new::make(args)?)?;
    Ok(ExitCode::SUCCESS)
}

fn serve_as_usual() -> anyhow::Result<ExitCode> {
    match Cli::try_parse_from(["site-gen", "serve"]).context("the defaults of `serve`")?.command {
        Some(Command::Serve(args)) => serve(args),
        _ => unreachable!("the command is `serve`"),
    }
}

fn serve(args: ServeArgs) -> anyhow::Result<ExitCode> {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_default_directive(tracing::Level::INFO.into())
        .from_env_lossy();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(paint() == Paint::Colours)
        .init();
    if let Err(cause) = core_dumps::forbid() {
        tracing::warn!(%cause, "a crash could write what is in memory to the disk");
    }
    let limited = args.limits || args.production;
    let limits = if limited { RateLimit::PerNetwork } else { RateLimit::Off };
    let noticing = if args.poll { Noticing::ByPolling } else { Noticing::ByEvents };
    let serving = if args.production {
        let reach = if args.public { Reach::Anyone } else { Reach::ThisMachine };
        Serving::Production(ProductionOptions {
            secret: args.secret,
            signing_key: args.signing_key,
            office: args.office,
            accepted: args.accept,
            credentials: credentials(),
            trusted_proxy: args.trusted_proxy,
            reach,
        })
    } else if args.as_deployed {
        Serving::AsDeployed
    } else {
        Serving::Live
    };
    serve::run(&serve::ServeOptions {
        content: args.content,
        data: args.data,
        addr: args.addr,
        serving,
        noticing,
        images: images(args.no_images),
        limits,
        accept_clock: args.accept_clock,
    })?;
    Ok(ExitCode::SUCCESS)
}

/// For when the site is built.
#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

fn images(none_is_made: bool) -> Images {
    if none_is_made { Images::AsTheyAre } else { Images::Made }
}

/// Says how many images are made, in a line that is written again and again, and gone in the end.
fn count_images(made: usize, of: usize) {
    let end = if made == of { "\r\x1b[K" } else { "" };
    let _ = write!(io::stderr(), "\rimages: {made} of {of}{end}");
}

fn purpose(production: bool) -> Purpose {
    if production { Purpose::Production } else { Purpose::Preview }
}
