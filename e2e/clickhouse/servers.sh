#!/usr/bin/env bash
# Starts two ClickHouse servers on this machine and stops them: two shards of a cluster called "shards", each also a server
# by itself, and the first the only one of a cluster called "solo"; of one called "copied" they are two copies of one shard. They listen on 127.0.0.1 and 127.0.0.2, over HTTP at the
# same port, as the hosts of a cluster do; the ports of their own protocol differ, by which a server tells itself from the
# other. All they write is in one folder. They know two users: "default" without a password, and "reader", whose password is
# "let me in" and who may only read.
#
#   servers.sh up DIR      start what does not run, and wait until it answers
#   servers.sh down DIR    stop both; the folder stays
#
# HTTP_PORT and TCP_PORT say where they listen; 18123, and 19000 and the next, without them.
set -euo pipefail

http=${HTTP_PORT:-18123} tcp=${TCP_PORT:-19000}

configure() { # number
	local dir=$2 host=127.0.0.$1
	mkdir -p "$dir/data" "$dir/tmp" "$dir/files" "$dir/formats"
	cat >"$dir/users.xml" <<-XML
		<?xml version="1.0"?>
		<yandex>
			<profiles>
				<default><max_memory_usage>2000000000</max_memory_usage><max_threads>2</max_threads></default>
				<reader><readonly>1</readonly></reader>
			</profiles>
			<users>
				<default><password></password><networks><ip>127.0.0.0/8</ip></networks><profile>default</profile><quota>default</quota></default>
				<reader><password>let me in</password><networks><ip>127.0.0.0/8</ip></networks><profile>reader</profile><quota>default</quota></reader>
			</users>
			<quotas><default/></quotas>
		</yandex>
	XML
	cat >"$dir/config.xml" <<-XML
		<?xml version="1.0"?>
		<yandex>
			<logger><level>warning</level><log>$dir/server.log</log><errorlog>$dir/errors.log</errorlog><size>10M</size><count>1</count></logger>
			<listen_host>$host</listen_host>
			<http_port>$http</http_port>
			<tcp_port>$((tcp + $1 - 1))</tcp_port>
			<path>$dir/data/</path>
			<tmp_path>$dir/tmp/</tmp_path>
			<user_files_path>$dir/files/</user_files_path>
			<format_schema_path>$dir/formats/</format_schema_path>
			<users_config>$dir/users.xml</users_config>
			<default_profile>default</default_profile>
			<default_database>default</default_database>
			<mark_cache_size>104857600</mark_cache_size>
			<uncompressed_cache_size>0</uncompressed_cache_size>
			<max_concurrent_queries>50</max_concurrent_queries>
			<keep_alive_timeout>3</keep_alive_timeout>
			<remote_servers>
				<shards>
					<shard><replica><host>127.0.0.1</host><port>$tcp</port></replica></shard>
					<shard><replica><host>127.0.0.2</host><port>$((tcp + 1))</port></replica></shard>
				</shards>
				<copied><shard>
					<replica><host>127.0.0.1</host><port>$tcp</port></replica><replica><host>127.0.0.2</host><port>$((tcp + 1))</port></replica>
				</shard></copied>
				<solo><shard><replica><host>127.0.0.1</host><port>$tcp</port></replica></shard></solo>
			</remote_servers>
		</yandex>
	XML
}

running() { [ -f "$1/pid" ] && kill -0 "$(cat "$1/pid")" 2>/dev/null; }

answers() { # host
	exec 3<>"/dev/tcp/$1/$http" || return 1
	printf 'GET /ping HTTP/1.0\r\n\r\n' >&3
	grep -q '^Ok' <&3
} 2>/dev/null

listens() { # host, port
	exec 3<>"/dev/tcp/$1/$2"
} 2>/dev/null

ready() { # number
	(answers "127.0.0.$1") && (listens "127.0.0.$1" $((tcp + $1 - 1)))
}

start() { # number
	local dir=$root/$1
	for _ in $(seq 50); do # one that has just been stopped is there for a moment
		running "$dir" || break
		ready "$1" && return
		sleep 0.1
	done
	configure "$1" "$dir"
	(cd "$dir" && exec setsid clickhouse-server --config-file="$dir/config.xml" >"$dir/output.log" 2>&1 </dev/null) &
	echo $! >"$dir/pid"
	for _ in $(seq 300); do
		ready "$1" && return
		running "$dir" || break
		sleep 0.1
	done
	tail -n 5 "$dir/output.log" "$dir/errors.log" >&2 || true
	echo "clickhouse-server does not start on 127.0.0.$1:$http" >&2
	exit 1
}

stop() { # number
	local dir=$root/$1 pid
	running "$dir" || return 0
	pid=$(cat "$dir/pid")
	kill "$pid"
	for _ in $(seq 100); do
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.1
	done
	kill -9 "$pid" 2>/dev/null || true
	rm -f "$dir/pid"
}

[ $# = 2 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$2"
root=$(cd "$2" && pwd)
case $1 in
up) for n in 1 2; do start $n; done ;;
down) for n in 1 2; do stop $n; done ;;
*) echo "up or down, not $1" >&2; exit 2 ;;
esac
