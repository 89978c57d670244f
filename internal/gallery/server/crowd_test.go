package server

import (
	"net"
	"testing"
)

// knocking is a listener to which clients come from addresses that a test chooses.
type knocking chan net.Conn

func (k knocking) Accept() (net.Conn, error) {
	c, ok := <-k
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}
func (k knocking) Close() error   { return nil }
func (k knocking) Addr() net.Addr { return &net.TCPAddr{} }

type from struct {
	net.Conn
	ip     string
	closed *int
}

func (f from) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.ParseIP(f.ip), Port: 1} }
func (f from) Close() error         { *f.closed++; return nil }

// TestNobodyTakesAllConnections: however many one address opens, the next one finds
// room.
func TestNobodyTakesAllConnections(t *testing.T) {
	const most = 12
	c := limited(nil, most)
	come := func(ip string) (in int) {
		for range 20 {
			if c.enter(neighbours(from{ip: ip}.RemoteAddr().String())) {
				in++
			}
		}
		return in
	}
	for _, one := range []struct {
		ip   string
		want int
	}{{"192.0.2.1", most / 2}, {"192.0.2.2", most / 4}, {"2001:db8::1", 2}, {"2001:db8::2", 0}, {"2001:db8:0:1::1", 1}} {
		if n := come(one.ip); n != one.want {
			t.Errorf("%s has %d, want %d", one.ip, n, one.want)
		}
	}
	if n := c.number(); n != most {
		t.Errorf("%d in all", n)
	}
}

// TestAcceptGoesOnAfterARefusal: who finds no room is closed, the next is let in.
func TestAcceptGoesOnAfterARefusal(t *testing.T) {
	l, closed := make(knocking, 100), 0
	c := limited(l, 2)
	for _, ip := range []string{"192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2"} {
		l <- from{nil, ip, &closed}
	}
	close(l)
	var in []net.Conn
	for _, want := range []string{"192.0.2.1:1", "192.0.2.2:1"} {
		conn, err := c.Accept()
		if err != nil || conn.RemoteAddr().String() != want {
			t.Fatalf("%v, %v, want %s", conn, err, want)
		}
		in = append(in, conn)
	}
	if _, err := c.Accept(); err == nil || closed != 2 {
		t.Errorf("%v, %d closed", err, closed)
	}
	in[0].Close()
	in[0].Close() // gives one place back
	if n := c.number(); n != 1 {
		t.Errorf("%d are left", n)
	}
}
