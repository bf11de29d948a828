/// The script beside a local server: makes its data, starts it, carries out orders, and stops it at the end of its input.
enum LocalServerScript {
    /// $0 the task, $1 the programs, $2 the folder, $3 settings, $4 the primary's folder.
    static let text = """
        cd /
        trap : INT TERM HUP
        task=$0 programs=$1 folder=$2
        data=$folder/data said=$folder/said
        fail() {
            tail -n 3 "$said" 2>/dev/null | tr '\\n' ' '
            [ "$task" = kept ] || rm -rf "$folder"
            exit 1
        }
        if ! mkdir -p -m 700 "$folder" 2>/dev/null || ! [ -w "$folder" ]; then
            echo "$(id -un) cannot write there: name another folder, or open the way to it"
            exit 1
        fi
        # One process a folder. The server must not hold the lock after this script.
        exec 9>"$folder/lock"
        flock -n 9 || { echo "another process runs it: stop that one first"; exit 1; }
        if [ ! -s "$data/PG_VERSION" ]; then
            rm -rf "$data"
            if [ "$task" = following ]; then
                "$programs/pg_basebackup" -R -D "$data" -h "$4" -U motcua -c fast -X stream
            elif [ "$task" = kept ]; then
                "$programs/initdb" -D "$data" -U motcua -A trust --locale=C -E UTF8
            else
                "$programs/initdb" -D "$data" -U motcua -A trust --locale=C -E UTF8 --no-sync
            fi >"$said" 2>&1 || fail
            printf '%s\\n' "listen_addresses=''" "unix_socket_directories='$folder'" logging_collector=off "$3" \\
                >>"$data/postgresql.conf"
        fi
        # Left running by a script that was killed: taken over.
        if ! "$programs/pg_ctl" -D "$data" status >/dev/null 2>&1; then
            "$programs/pg_ctl" -s -w -D "$data" -l "$folder/log" start </dev/null >"$said" 2>&1 9>&- ||
                { tail -n 3 "$folder/log" >>"$said"; fail; }
        fi
        if [ "$task" != following ]; then
            "$programs/psql" -h "$folder" -U motcua -d motcua -c '' >/dev/null 2>&1 ||
                "$programs/createdb" -h "$folder" -U motcua motcua >"$said" 2>&1 || fail
        fi
        echo ready
        while read -r order text; do
            case $order in
                crash) "$programs/pg_ctl" -s -m immediate -D "$data" stop ;;
                revive) "$programs/pg_ctl" -s -w -D "$data" -l "$folder/log" start 9>&- ;;
                sql) "$programs/psql" -q -h "$folder" -U motcua -c "$text" -c 'SELECT pg_reload_conf()' motcua ;;
            esac </dev/null >"$said" 2>&1 && echo done || { tail -n 1 "$said"; }
        done
        if [ "$task" = kept ]; then
            "$programs/pg_ctl" -s -m fast -D "$data" stop >/dev/null 2>&1
        else
            "$programs/pg_ctl" -s -m immediate -D "$data" stop >/dev/null 2>&1
            rm -rf "$folder"
        fi
        """
}
