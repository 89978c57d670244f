package client

import "testing"

// What a person is to type has the user of the address and the cluster of the table, and is
// left as it is by a shell; the password, and a user of the environment, are not in it.
func TestCommand(t *testing.T) {
	alone(t)
	t.Setenv(userVariable, "somebody")
	for _, of := range []struct{ address, cluster, want string }{
		{"clickhouse://h/d/t", "", "tradestats load --remove 'it' --to clickhouse://h:8123/d/t"},
		{"clickhouse+https://figures:secret@h/d/t", "shards", "tradestats load --remove 'it' --cluster shards --to clickhouse+https://figures@h:8443/d/t"},
		{"clickhouse://a%40b;c@h/d/my%20t", "the shards", "tradestats load --remove 'it' --cluster 'the shards' --to 'clickhouse://a%40b;c@h:8123/d/my%20t'"},
		{"clickhouse://h/d%3Fx/a%25%2341", "", "tradestats load --remove 'it' --to clickhouse://h:8123/d%3Fx/a%25%2341"},
	} {
		a, err := ParseAddress(of.address)
		if err != nil {
			t.Fatal(err)
		}
		c := Dial(a)
		c.Cluster = of.cluster
		if got := c.Removing("it", ""); got != of.want {
			t.Errorf("%s; want %s", got, of.want)
		}
		if again, err := ParseAddress(a.Typed()); err != nil || again.Database != a.Database || again.Table != a.Table {
			t.Errorf("%s leads to %s.%s, want %s.%s (%v)", a.Typed(), again.Database, again.Table, a.Database, a.Table, err)
		}
	}
}
