//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// cutOff begins a load and breaks it off when its rows have arrived.
func cutOff(t *testing.T, table, file string, more ...string) {
	t.Helper()
	arrived := false
	at := gated(t, table, func(statement string) bool {
		passes := !arrived
		_, _, figures := noted(strings.ReplaceAll(statement, "`"+table+"`", "`services`"))
		arrived = arrived || figures
		return passes
	})
	if got := tradestats(append([]string{"load", file, "-q", "--to", at}, more...)...); got.code != 1 {
		t.Fatalf("%+v", got)
	}
}

// What a load that was cut off has left stands in the list, with its rows, and how to be
// rid of it; it goes when the file is loaded again, or when it is removed.
func TestWhatIsLeftOfALoad(t *testing.T) {
	s := startServers(t)
	at := address("1", "services")
	load := func(args ...string) said { return well(t, append([]string{"load", "--to", at}, args...)...) }
	lists := func(want ...string) {
		t.Helper()
		got := load("--list", "-f", "csv")
		if rows := strings.Split(strings.TrimSpace(got.out), "\n")[1:]; strings.Join(rows, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q; want %q", rows, want)
		}
		warned := strings.Contains(got.errors, "848 rows of batis-batis@2025-01 are of a load that was cut off, or is on its way, and are not read: loading batis.csv again takes them away, "+
			"or tradestats load --remove 'batis-batis@2025-01' --unfinished --to "+at)
		if left := strings.Contains(got.out, "cut off"); warned != left {
			t.Error(got.errors)
		}
	}
	const whole, left = "batis-batis,2025-01,batis.csv,1,8,54,848,2019-2020,", `batis-batis,2025-01,batis.csv,1,8,54,848,2019-2020,"not read: cut off, or on its way"`
	rows := func(want string) {
		t.Helper()
		if n := s.sql(t, "1", "SELECT count() FROM default.services"); n != want {
			t.Errorf("%s rows are there; want %s", n, want)
		}
	}

	cutOff(t, "services", smallTable(t, 1), "--vintage", "2025-01")
	lists(left)
	load("--remove", "batis-batis") // where nothing else is meant
	rows("0")
	cutOff(t, "services", smallTable(t, 1), "--vintage", "2025-01")
	load(smallTable(t, 1), "--vintage", "2025-01", "-q") // again
	lists(whole)

	cutOff(t, "services", smallTable(t, 2), "--vintage", "2025-01")
	lists(whole, left)
	rows("1696")
	want := well(t, append(aggregate, at)...)
	if got := load("--remove", "batis-batis", "--unfinished", "-f", "csv"); !strings.Contains(got.out, left) || strings.Contains(got.out, whole+"\n") {
		t.Error(got.out)
	}
	lists(whole)
	rows("848")
	same(t, "what stands", want.out, well(t, append(aggregate, at)...).out, 0)
	fails(t, 2, "has nothing left of loads that have not come to their end", "load", "--remove", "batis-batis", "--unfinished", "--to", at)
	fails(t, 2, "--unfinished goes with --remove", "load", "--list", "--unfinished", "--to", at)
}

// So do rows on the shards of a cluster of which nobody knows.
func TestWhatIsLeftOnACluster(t *testing.T) {
	s := startServers(t)
	at := address("2", "spread")
	load := func(args ...string) said {
		return well(t, append([]string{"load", "--cluster", "shards", "--to", at}, args...)...)
	}
	load(smallTable(t, 1), "-q")
	for _, server := range []string{"1", "2"} {
		s.sql(t, server, "DROP TABLE default.spread_loads_local")
		s.sql(t, server, "CREATE TABLE default.spread_loads_local AS default.spread_loads ENGINE = MergeTree PARTITION BY (dataset, vintage, attempt) ORDER BY (kind, name)")
	}
	load(yearsOf(t, "more.csv", "2022"), "-q", "--vintage", "2025-01")
	got := well(t, "load", "--list", "-f", "csv", "--to", at)
	if !strings.Contains(got.out, "\nbatis-batis,,,1,8,54,848,2019-2020,") || !strings.Contains(got.errors, "848 rows of batis-batis are") || !strings.Contains(got.errors, "loading it again takes them away") {
		t.Error(got)
	}
	load("--remove", "batis-batis", "--unfinished")
	if got := s.sql(t, "1", "SELECT count() FROM default.spread"); got != "2" {
		t.Error(got, "rows are there")
	}
}

// A load whose rows somebody removes while it is on its way says so, and does not stand.
func TestRemovedWhileItIsOnItsWay(t *testing.T) {
	startServers(t)
	before := smallTable(t, 1)
	well(t, "load", before, "-q", "--to", address("1", "services"))
	removed := false
	at := gated(t, "services", func(statement string) bool {
		if strings.Contains(statement, "HAVING n > 1") && !removed { // when its rows are known to be there
			removed = true
			well(t, "load", "--remove", "batis-batis", "--unfinished", "--to", address("1", "services"))
		}
		return true
	})
	fails(t, 1, "of 848 rows of batis.csv 0 have arrived", "load", smallTable(t, 3), "-q", "--to", at)
	same(t, "the load before", well(t, append(aggregate, before)...).out, well(t, append(aggregate, address("1", "services"))...).out, 0)
}

// A load that comes to its end after --remove has asked which have not is left alone.
func TestFinishedWhileItIsRemoved(t *testing.T) {
	startServers(t)
	file := smallTable(t, 3)
	atItsEnd, mayEnd, begun := make(chan bool), make(chan bool), 0
	loading := gated(t, "services", func(statement string) bool {
		if loads, _, _ := noted(statement); loads {
			if begun++; begun == 2 { // the first says that it begins
				close(atItsEnd)
				<-mayEnd
			}
		}
		return true
	})
	done, asked := make(chan said, 1), false
	var load said
	removing := gated(t, "services", func(statement string) bool {
		if loads, _, _ := noted(statement); loads && !asked { // that it is withdrawn
			asked = true
			close(mayEnd)
			load = <-done
		}
		return true
	})
	go func() { done <- tradestats("load", file, "-q", "--to", loading) }()
	<-atItsEnd
	well(t, "load", "--remove", "batis-batis", "--unfinished", "--to", removing)
	if !asked || load.code != 0 {
		t.Fatalf("%v %+v", asked, load)
	}
	same(t, "what was loaded", well(t, append(aggregate, file)...).out, well(t, append(aggregate, address("1", "services"))...).out, 0)
}

// Nor is one dropped that comes to its end between the question and the drop: one of the two
// sees the other, and what is said to be loaded is there.
func TestFinishedBeforeItIsDropped(t *testing.T) {
	startServers(t)
	before, file := smallTable(t, 1), smallTable(t, 3)
	well(t, "load", before, "-q", "--to", address("1", "services"))
	atItsEnd, mayEnd, begun := make(chan bool), make(chan bool), 0
	loading := gated(t, "services", func(statement string) bool {
		if loads, _, _ := noted(statement); loads {
			if begun++; begun == 2 { // the first says that it begins
				close(atItsEnd)
				<-mayEnd
			}
		}
		return true
	})
	done, asked := make(chan said, 1), false
	var load said
	removing := gated(t, "services", func(statement string) bool {
		if _, drops, _ := noted(statement); drops && !asked {
			asked = true
			close(mayEnd)
			load = <-done
		}
		return true
	})
	go func() { done <- tradestats("load", file, "-q", "--to", loading) }()
	<-atItsEnd
	well(t, "load", "--remove", "batis-batis", "--unfinished", "--to", removing)
	if !asked || load.code != 1 || !strings.Contains(load.errors, "batis.csv has been taken out of") || strings.Count(load.errors, "\n") != 1 {
		t.Fatalf("%v %+v", asked, load)
	}
	same(t, "the load before", well(t, append(aggregate, before)...).out, well(t, append(aggregate, address("1", "services"))...).out, 0)
	if got := well(t, "load", "--list", "--to", address("1", "services")); got.errors != "" {
		t.Error(got.errors)
	}
}
