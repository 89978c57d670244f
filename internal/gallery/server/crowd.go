package server

import (
	"net"
	"net/netip"
	"sync"
)

// A crowd is the connections of a listener, so many at most. An address may have as
// many as there are places left: alone it takes half of them, two take a third each, and
// whoever comes next finds room. Connections beyond that are closed.
type crowd struct {
	net.Listener
	most int

	mu  sync.Mutex
	all int
	of  map[string]int
}

func limited(l net.Listener, most int) *crowd {
	return &crowd{Listener: l, most: most, of: map[string]int{}}
}

// Accept implements net.Listener.
func (c *crowd) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			return nil, err
		}
		who := neighbours(conn.RemoteAddr().String())
		if c.enter(who) {
			return &guest{conn, sync.OnceFunc(func() { c.leave(who) })}, nil
		}
		conn.Close() //nolint:errcheck // it is not wanted
	}
}

func (c *crowd) enter(who string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of[who] >= c.most-c.all {
		return false
	}
	c.of[who]++
	c.all++
	return true
}

func (c *crowd) leave(who string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all--
	if c.of[who]--; c.of[who] == 0 {
		delete(c.of, who)
	}
}

// number is how many connections there are.
func (c *crowd) number() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}

// neighbours are those who count as one: an address, of IPv6 the network that one
// customer has.
func neighbours(address string) string {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return address
	}
	ip := at.Addr().Unmap()
	if ip.Is4() {
		return ip.String()
	}
	return netip.PrefixFrom(ip.WithZone(""), 64).Masked().String()
}

// A guest is a connection that leaves its place when it is closed.
type guest struct {
	net.Conn
	leave func()
}

// Close implements net.Conn.
func (g *guest) Close() error {
	defer g.leave()
	return g.Conn.Close()
}
