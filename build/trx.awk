# Reads one TRX report. Prints each failed test with its message and the source lines of its trace, and each skipped
# test with its reason; writes "passed failed skipped" to the file named by -v counts=.
# XML is cut at "<": a record is one tag with the text that follows it.

BEGIN { RS = "<" }

function attribute(name,    start) {
    start = index($0, " " name "=\"")
    if (start == 0) return ""
    start += length(name) + 3
    return plain(substr($0, start, index(substr($0, start), "\"") - 1))
}

function content() { return plain(substr($0, index($0, ">") + 1)) }

function plain(text) {
    gsub(/&#x[dD];/, "", text)
    gsub(/&#x[aA];/, "\n", text)
    gsub(/&lt;/, "<", text)
    gsub(/&gt;/, ">", text)
    gsub(/&quot;/, "\"", text)
    gsub(/&apos;/, "'", text)
    gsub(/&amp;/, "\\&", text)
    return text
}

function indented(text) {
    sub(/[ \n]+$/, "", text)
    gsub(/\n/, "\n    ", text)
    return "    " text
}

function sources(trace,    line, count, i, text) {
    count = split(trace, line, "\n")
    for (i = 1; i <= count; i++) {
        sub(/^([0-9]+\))? */, "", line[i])
        if (line[i] ~ /:line [0-9]+/ && !(line[i] in seen)) { text = text "\n" line[i]; seen[line[i]] }
    }
    return text
}

/^UnitTestResult / { count++; test[count] = attribute("testId"); name[count] = attribute("testName"); outcome[count] = attribute("outcome") }
/^Message>/        { message[count] = content() }
/^StackTrace>/     { delete seen; trace[count] = sources(content()) }
/^UnitTest /       { definition = attribute("id") }
/^TestMethod /     { fixture[definition] = attribute("className") }

END {
    for (i = 1; i <= count; i++) {
        full = (test[i] in fixture) ? fixture[test[i]] "." name[i] : name[i]
        if (outcome[i] == "Passed") passed++
        else if (outcome[i] == "NotExecuted") { skipped++; print "skipped " full; print indented(message[i]) }
        else { failed++; print "failed  " full; print indented(message[i] trace[i]) }
    }
    print passed + 0, failed + 0, skipped + 0 > counts
}
