
# What stands at a place of a command line, for bash and zsh alike. The caller sets, as its own:
#   line      the words so far, the last one to be completed
#   table     lines of "word<tab>code<tab>text" of a command
#   answers   lines of "word<tab>text", which is what all this finds
#   files     yes if names of files fit as well

_weir_tab='	'
_weir_newline='
'

# The code of a word of the table, to $code.
_weir_code() { # WORD
  local rest
  rest=${table#*"$_weir_newline$1$_weir_tab"}
  if [ "$rest" = "$table" ]; then
    code=
    return 1
  fi
  code=${rest%%"$_weir_tab"*}
}

# Adds the words of the table that begin so: '-' with options, '>' with commands.
_weir_words() { # CODE   (a prefix of it; empty for options)
  local word code text
  while IFS=$_weir_tab read -r word code text; do
    case $1$word$code in
      '>#'*) ;;
      '>'*'>>'*) ;;
      '>-'*) ;;
      '>'*'>'*) answers="$answers$word$_weir_tab$text$_weir_newline" ;;
      -*) answers="$answers$word$_weir_tab$text$_weir_newline" ;;
    esac
  done <<END
$table
END
}

# Adds names of a kind, as the cluster told them: at most 10 s old if it answers in time. What does
# not come within 300 ms is there at the next time; until then the old ones are better than none.
_weir_names() { # topic|group|context PREFIX
  local folder file now stamp=0 turns=0 kind name
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/weir
  file="$PWD $weir_of_cluster ${WEIR_CONTEXT-} ${WEIR_BOOTSTRAP-} ${XDG_CONFIG_HOME-}"
  file=$(printf %s "$file" | cksum)
  file=$folder/names-${file%% *}
  now=$(date +%s)
  if ! _weir_is_young "$file" 10; then
    _weir_is_young "$file.asked" 5 || _weir_refresh
    while [ "$turns" -lt 6 ] && ! _weir_is_young "$file" 10; do
      sleep 0.05
      turns=$((turns + 1))
    done
  fi
  [ -r "$file" ] || return 0
  while IFS=$_weir_tab read -r kind name; do
    if [ "$kind" = "$1" ]; then answers="$answers$2$name$_weir_tab$1$_weir_newline"; fi
  done <"$file"
}

_weir_is_young() { # FILE SECONDS   (its first line says when it was made)
  [ -r "$1" ] && read -r stamp <"$1" && [ "$((now - ${stamp:-0}))" -le "$2" ]
}

# In the background, and silent: a shell that completes must neither wait nor talk.
_weir_refresh() {
  (umask 077 && mkdir -p "$folder" && echo "$now" >"$file.asked") 2>/dev/null || return 0
  (
    eval "set -- $weir_of_cluster"
    _WEIR_BUILDING=1 "$weir" __complete "$@" --timeout 3s --into "$file" </dev/null >/dev/null 2>&1 &
  )
}

# Adds what a code stands for.
_weir_values() { # CODE PREFIX CURRENT
  local word code text rest
  case $1 in
    '='*)
      rest=${1#'='}
      while [ -n "$rest" ]; do
        answers="$answers$2${rest%%|*}$_weir_tab-$_weir_newline"
        case $rest in *'|'*) rest=${rest#*|} ;; *) rest= ;; esac
      done
      ;;
    topic | group | context) _weir_names "$1" "$2" ;;
    file) files=yes ;;
    @*)
      _weir_table "$1"
      case $3 in
        *=*) _weir_code "${3%%=*}" && _weir_values "$code" "$2${3%%=*}=" '' ;;
        *)
          while IFS=$_weir_tab read -r word code text; do
            [ -z "$word" ] || answers="$answers$2$word=$_weir_tab$text$_weir_newline"
          done <<END
$table
END
          ;;
      esac
      ;;
  esac
}

# Goes along a word of the line: to a command below, past an option, past an argument.
_weir_along() { # WORD
  local word code
  word=$1
  if [ -n "$waits" ]; then
    case $option in
      -b | --bootstrap | -x | --context | -X) _weir_is_of_cluster "$option" "$word" ;;
    esac
    waits=
    return
  fi
  case $word in
    -*=*) case $word in --bootstrap=* | --context=*) _weir_is_of_cluster "$word" ;; esac ;;
    -*)
      option=$word
      if _weir_code "$word" && [ "$code" != - ]; then waits=$code; fi
      ;;
    *)
      if [ "$place" = 1 ] && _weir_code "$word" && [ "${code#>}" != "$code" ]; then
        code=${code#>}
        trail="$trail${trail:+ }${code#>}"
        _weir_table "$trail"
      else
        place=$((place + 1))
      fi
      ;;
  esac
}

# Keeps the options that say which cluster is meant, quoted for a shell.
_weir_is_of_cluster() { # WORD…
  local word
  for word in "$@"; do
    word=${word//\'/}
    weir_of_cluster="$weir_of_cluster '$word'"
  done
}

# Finds the answers for the last of the words. (There is no $path here: zsh finds its programs by it.)
_weir_answers() { # WEIR WORD…
  local trail='' place=1 waits='' option='' code='' weir_of_cluster='' weir=$1
  shift
  _weir_table ''
  while [ $# -gt 1 ]; do
    _weir_along "$1"
    shift
  done
  if [ -n "$waits" ]; then
    _weir_values "$waits" '' "$1"
    return
  fi
  case $1 in
    --*=*) if _weir_code "${1%%=*}"; then _weir_values "$code" "${1%%=*}=" "${1#*=}"; fi ;;
    -*) _weir_words '' ;;
    *)
      [ "$place" != 1 ] || _weir_words '>'
      if _weir_code "#$place" || _weir_code '#*'; then _weir_values "$code" '' "$1"; fi
      ;;
  esac
}
