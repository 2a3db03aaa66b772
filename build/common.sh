# Sourced by ./vtnt and ./test: the environment of .NET, where it is, and one lock for whoever builds.

export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# MinVer takes the version from tags and stops where there is no Git.
command -v git > /dev/null || export MinVerVersionOverride=0.0.0-unknown

artifacts=$root/artifacts
build_stamp=$artifacts/vtnt.built

# find_dotnet: sets dotnet to the command's path and DOTNET_ROOT (which the built programs look at) unless it is set.
# Fails when there is none. sudo may have cut PATH, so the usual places are tried too.
find_dotnet() {
    local candidate directory
    for candidate in "$(command -v dotnet)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet" \
        /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        [[ -x $candidate ]] || continue
        dotnet=$candidate
        directory=$(dirname "$(readlink -f "$candidate")")
        [[ -z ${DOTNET_ROOT:-} && -d $directory/host/fxr ]] && export DOTNET_ROOT=$directory
        return 0
    done
    return 1
}

# has_sdk: true when find_dotnet found an SDK that global.json accepts.
has_sdk() {
    find_dotnet && [[ $'\n'$("$dotnet" --list-sdks 2> /dev/null) == *$'\n10.'* ]]
}

missing_sdk='the .NET SDK 10 is needed to build and was not found; install it (https://dot.net/download) or put dotnet on PATH'

# is_built: true when the program vtnt is newer than everything it is made of. Directories count too: a deleted or
# renamed file changes only them.
is_built() {
    [[ -x $vtnt_program && -e $build_stamp ]] || return 1
    [[ -z $(find "$root/src" "$root"/Directory.*.props "$root/global.json" "$root/.editorconfig" \
        -newer "$build_stamp" -print -quit) ]]
}

# build PROJECT [OPTION…]: builds Release, stamped with the time it began. Call it under build_lock, which the
# compiler's servers must not inherit: they outlive the build.
build() {
    local project=$1
    shift
    touch "$build_stamp.begun" &&
        (cd "$root" && "$dotnet" build "$project" -c Release -v q --nologo -clp:NoSummary "$@" < /dev/null 9>&-) || return 1
    mv "$build_stamp.begun" "$build_stamp"
    # What sudo built belongs to whoever owns the checkout, or their next build could not write it.
    if [[ $EUID -eq 0 && -n ${SUDO_UID:-} ]]; then
        chown -R --reference="$root" "$artifacts"
    fi
}

# build_lock: opens the lock as descriptor 9 and waits for it; `exec 9>&-` gives it back.
build_lock() {
    mkdir -p "$artifacts" 2> /dev/null && exec 9> "$artifacts/build.lock" && flock 9
}
