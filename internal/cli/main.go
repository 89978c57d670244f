// Package cli is the command line of tradestats: one file a command, in which
// flags become the options of a plain function that writes its result. Only
// this package knows urfave/cli; errors become exit codes in errors.go.
package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"tradestats/internal/settings"
)

// Version is that of the release. It is a constant, so that what the program
// writes does not depend on how it was built.
const Version = "0.1.0"

// grace is how long an interrupted command may take to clean up.
const grace = 2 * time.Second

// Main runs the command line and returns the exit code. args[0] is the name
// of the program.
func Main(args []string, stdout, stderr io.Writer) int {
	signal.Ignore(syscall.SIGPIPE) // so that a closed pipe is an error that is passed over
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	p := &program{stdout: stdout, stderr: stderr, now: time.Now}
	done := make(chan error, 1)
	go func() { done <- p.run(ctx, args) }()
	select {
	case err := <-done:
		return conclude(stderr, err)
	case <-ctx.Done():
	}
	stop() // a second signal ends the program at once
	if p.committing.Load() {
		return conclude(stderr, <-done)
	}
	select {
	case err := <-done:
		return conclude(stderr, err)
	case <-time.After(grace): // blocked, as in reading a pipe that gives nothing
		return conclude(stderr, ctx.Err())
	}
}

// A program is one run of the command line.
type program struct {
	stdout, stderr io.Writer
	committing     atomic.Bool // an interrupt must wait for the command to end
	now            func() time.Time

	settings  settings.Values // what the settings say, whatever the command
	ownTopics []string        // files of topics among them
	base      string          // the folder of the file that says them
}

func (p *program) run(ctx context.Context, args []string) error {
	app := p.app()
	if words, ok := completing(args); ok {
		return complete(app, words, p.stdout)
	}
	line, err := arrange(app, args[1:])
	switch {
	case err != nil:
		return err
	case line.help:
		return writeHelp(p.stdout, app, line.command)
	}
	if err := p.settle(line); err != nil {
		return err
	}
	return app.RunContext(ctx, append([]string{app.Name, line.command.Name}, line.args...))
}

// app defines the commands anew, because urfave/cli keeps values in flags.
func (p *program) app() *cli.App {
	return &cli.App{
		Name:        "tradestats",
		Usage:       "statistics on digital trade: growth, regional aggregates, yearly reports",
		UsageText:   appExamples,
		Description: appDescription,
		Version:     Version,
		Writer:      p.stdout,
		ErrWriter:   p.stderr,
		HideHelp:    true, // help is found in arrange, wherever it stands
		HideVersion: true,
		Commands: configurable(
			filed("Reports", p.reportCommand(), p.chartCommand(), p.whenceCommand(), p.serveCommand(), p.siteCommand()),
			filed("Figures", p.getCommand(), p.growthCommand(), p.aggregateCommand(), p.rankCommand(), p.indexCommand(), p.shareCommand(), p.perCommand(), p.explainCommand()),
			filed("Trade", p.balanceCommand(), p.corridorCommand(), p.specializationCommand()),
			filed("What moved", p.contributionCommand(), p.shiftShareCommand(), p.breaksCommand()),
			filed("How alike", p.concentrationCommand(), p.divideCommand(), p.convergenceCommand()),
			filed("What comes", p.targetCommand(), p.forecastCommand()),
			filed("What is said", p.claimsCommand()),
			filed("A repository of your own", p.initCommand(), p.configCommand()),
			filed("Files", p.inspectCommand(), p.diffCommand(), p.loadCommand()),
			filed("What there is", p.listCommand(), p.showCommand(), p.licensesCommand(), p.versionCommand(), p.completionCommand()),
		),
		DisableSliceFlagSeparator: true, // "Korea, Rep." is one economy
		EnableBashCompletion:      false,
		OnUsageError:              onUsageError,
		ExitErrHandler:            func(*cli.Context, error) {},
	}
}

// filed puts commands under a heading of the help.
func filed(category string, commands ...*cli.Command) []*cli.Command {
	for _, c := range commands {
		c.Category = category
	}
	return commands
}

const appExamples = `tradestats growth digital-services-exports -e lac,eu27 --year 2023
tradestats rank digital-services-exports --from 2019
tradestats report world --year 2023`

const appDescription = `Figures with their publishers come with the program ('tradestats list indicators');
--data lays files of your own over them. Economies are selected by code or name,
groups by id ('tradestats list groups').`
