# The table at the end: a line for each count, in Markdown.

# table INCIDENT…
table() {
    local incident
    {
        echo "incident	what grows	as written	reports	fixed by format	by hand	fixed	left after SIGTERM"
        for incident in "$@"; do rows "$incident"; done
    } | align >"$demo/table.md"
    echo
    cat "$demo/table.md"
    echo
}

# rows INCIDENT: its counts, those of the program as written beside those of the fixed one; columns are separated by tabs.
rows() {
    local letter title found hand
    . "$samples/$1/incident.sh"
    found=$(wc -l <"$logs/$1-build.txt")
    hand=$(grep -c ' by hand$' "$samples/$1/expected-reports.txt" || true)
    paste "$demo/$1/before/counts.txt" "$demo/$1/after/counts.txt" |
        awk -F '\t' -v OFS='\t' -v name="$letter $title" -v reports="$found\t$((found - hand))\t$hand" '
            $1 == "grows" { what[++lines] = $2; written[lines] = $3 " to " $4; fixed[lines] = $8 " to " $9 }
            $1 == "sigterm" { left[++ends] = $2 ": " $4 ", fixed: " $9 }
            END {
                for (i = 1; i <= lines || i <= ends; i++) {
                    print i == 1 ? name : "", what[i], written[i], i == 1 ? reports : "\t\t", fixed[i], left[i]
                }
            }'
}

# align: tab-separated lines, the first of them the heading, as a Markdown table that can also be read as it is.
align() {
    awk -F '\t' '
        { for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } columns = NF > columns ? NF : columns }
        END {
            for (row = 1; row <= NR; row++) {
                for (i = 1; i <= columns; i++) printf "| %-*s ", width[i], cell[row, i]
                print "|"
                if (row == 1) {
                    for (i = 1; i <= columns; i++) { rule = sprintf("%*s", width[i] + 2, ""); gsub(/ /, "-", rule); printf "|%s", rule }
                    print "|"
                }
            }
        }'
}
