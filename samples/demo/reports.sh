# What LeakLint reports in a build, and what it should.

# reports LOG: the LeakLint reports in a build log, each once: "ID path:line message", the path from the work folder.
reports() {
    sed -nE 's/^ *(.*)\(([0-9]+),[0-9]+\): (warning|error) (LEAK[0-9]+): (.*) \[[^]]*\]$/\4 \1:\2 \5/p' "$logs/$1.log" |
        sed -E 's|^(LEAK[0-9]+) .*/artifacts/demo/work/|\1 |' | LC_ALL=C sort -u
}

# member FILE LINE: the name of the member, or type, that stands around a line; "Program" at the top of a program.
member() {
    awk -v line="$2" '
        BEGIN { name = "Program" }
        NR > line { exit }
        /^(public|internal|file|sealed|static|abstract|class|record|struct) / && match($0, /(class|struct|record|interface) +[A-Za-z_]+/) {
            name = substr($0, RSTART, RLENGTH); sub(/.* /, "", name)
        }
        /^    (public|private|protected|internal|static|async|const) / {
            name = $0; sub(/( =|;|\(| \{).*/, "", name); sub(/<[^ ]*>$/, "", name); sub(/.* /, "", name)
        }
        END { print name }' "$work/$1"
}

# planted: from reports to "ID file member", to be compared with what was planted.
planted() {
    local id place rest
    while read -r id place rest; do
        echo "$id $(basename "${place%:*}") $(member "${place%:*}" "${place##*:}")"
    done | LC_ALL=C sort
}

# compare LOG EXPECTED WHAT: fails unless the reports of the build are the expected ones, all of them and no others.
compare() {
    reports "$1" | planted >"$logs/$1.txt"
    diff <(LC_ALL=C sort "$2") "$logs/$1.txt" >"$logs/$1.diff" || fail "$3 (< expected, > reported)" "$logs/$1.diff"
}
