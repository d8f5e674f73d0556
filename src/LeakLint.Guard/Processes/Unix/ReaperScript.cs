namespace LeakLint.Guard.Unix;

/// <summary>What the <see cref="Reaper"/> runs. POSIX sh; needs grep for the sweep only.</summary>
internal static class ReaperScript
{
    /// <remarks>
    /// $1 is the group's marker. Lines read: "+ pid start [-]" watch a process ("-": and the group it leads), "- pid" forget it,
    /// "q" quit without killing. A process is killed by its id only if its start time is still the same.
    /// Standard output is given up after the first line, lest whoever reads our owner's output wait for us.
    /// </remarks>
    public const string Text =
        """
        trap '' HUP INT QUIT TERM TSTP TTIN TTOU USR1 USR2
        exec 2>/dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        cd /
        marker=$1 watched= sweep=
        command -v grep >/dev/null && [ -r /proc/self/environ ] && sweep=sweep
        echo "ready${sweep:+ $sweep}"
        exec >/dev/null
        began() {
          if [ -d /proc/self ]; then
            read -r stat < "/proc/$1/stat" || return 1
            set -- ${stat##*) }
            echo "${20}"
          else
            set -- $(ps -o lstart= -p "$1")
            IFS=_
            echo "$*"
          fi
        }
        forget() {
          kept=
          for w in $watched; do
            [ "${w%%/*}" = "$1" ] || kept="$kept $w"
          done
          watched=$kept
        }
        while read -r verb pid start group; do
          case $verb in
            +) [ -d /proc/self ] || start=$(began "$pid")
               watched="$watched $pid/$start/$group" ;;
            -) forget "$pid" ;;
            q) exit 0 ;;
          esac
        done
        for w in $watched; do
          pid=${w%%/*} rest=${w#*/}
          [ "$(began "$pid")" = "${rest%/*}" ] || continue
          kill -9 "${rest#*/}$pid" || kill -9 "$pid"
        done
        clean=0 pass=0
        while [ -n "$sweep" ] && [ $clean -lt 3 ] && [ $pass -lt 200 ]; do
          pass=$((pass + 1)) clean=$((clean + 1))
          for file in $(grep -lsF -e "$marker" /proc/[0-9]*/environ); do
            clean=0 pid=${file#/proc/}
            kill -9 "${pid%/environ}"
          done
          sleep 0.05 || sleep 1
        done
        """;
}
