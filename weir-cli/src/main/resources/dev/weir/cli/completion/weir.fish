
# Names of a kind, as the cluster told them: at most 10 s old if it answers in time. What does not
# come within 300 ms is there at the next time; until then the old ones are better than none.
function __weir_names # KIND PREFIX
  set -l folder ~/.cache/weir
  test -n "$XDG_CACHE_HOME"; and set folder $XDG_CACHE_HOME/weir
  set -l sum (printf %s "$PWD $__weir_of_cluster $WEIR_CONTEXT $WEIR_BOOTSTRAP $XDG_CONFIG_HOME" | cksum)
  set -l file $folder/names-(string split -f 1 ' ' -- $sum)
  set -l now (date +%s)
  if not __weir_is_young $file $now 10
    if not __weir_is_young $file.asked $now 5
      mkdir -p -m 700 $folder 2>/dev/null; and echo $now >$file.asked
      set -lx _WEIR_BUILDING 1
      $__weir __complete $__weir_of_cluster --timeout 3s --into $file </dev/null >/dev/null 2>&1 &
      disown 2>/dev/null
    end
    for turn in 1 2 3 4 5 6
      __weir_is_young $file $now 10; and break
      sleep 0.05
    end
  end
  test -r $file; or return 0
  while read -l -d \t kind name
    test "$kind" = $argv[1]; and printf '%s\t%s\n' "$argv[2]$name" $kind
  end <$file
end

function __weir_is_young # FILE NOW SECONDS   (its first line says when it was made)
  test -r $argv[1]; or return 1
  read -l stamp <$argv[1]
  string match -qr '^\d+$' -- "$stamp"; and test (math $argv[2] - $stamp) -le $argv[3]
end

# The code of a word among lines of "word<tab>code<tab>text".
function __weir_code # WORD LINE…
  for line in $argv[2..-1]
    set -l parts (string split \t -- $line)
    if test "$parts[1]" = "$argv[1]"
      echo $parts[2]
      return 0
    end
  end
  return 1
end

# What a code stands for.
function __weir_values # CODE PREFIX CURRENT
  switch $argv[1]
    case '=*'
      for word in (string split '|' -- (string sub -s 2 -- $argv[1]))
        echo $argv[2]$word
      end
    case topic group context
      __weir_names $argv[1] "$argv[2]"
    case file
      for file in (__fish_complete_path "$argv[3]")
        echo $argv[2]$file
      end
    case '@*'
      set -l table (__weir_table $argv[1])
      set -l key (string split -m 1 = -- $argv[3])
      if test (count $key) = 2
        set -l code (__weir_code $key[1] $table); and __weir_values $code "$argv[2]$key[1]=" ''
      else
        for line in $table
          set -l parts (string split \t -- $line)
          printf '%s\t%s\n' "$argv[2]$parts[1]=" $parts[3]
        end
      end
  end
end

function __weir_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -g __weir $words[1]
  set -g __weir_of_cluster
  set -l path ''
  set -l place 1
  set -l waits ''
  set -l option ''
  set -l table (__weir_table '')
  for word in $words[2..-1]
    if test -n "$waits"
      contains -- $option -b --bootstrap -x --context -X; and set -a __weir_of_cluster $option $word
      set waits ''
    else if string match -q -- '-*=*' $word
      string match -qr -- '^--(bootstrap|context)=' $word; and set -a __weir_of_cluster $word
    else if string match -q -- '-*' $word
      set option $word
      set -l code (__weir_code $word $table); and test "$code" != -; and set waits $code
    else
      set -l code ''
      test $place = 1; and set code (__weir_code $word $table)
      if string match -q -- '>*' "$code"
        set path (string trim -- "$path "(string trim -l -c '>' -- $code))
        set table (__weir_table $path)
      else
        set place (math $place + 1)
      end
    end
  end
  if test -n "$waits"
    __weir_values $waits '' "$current"
  else if string match -q -- '--*=*' "$current"
    set -l halves (string split -m 1 = -- $current)
    set -l code (__weir_code $halves[1] $table); and __weir_values $code $halves[1]= "$halves[2]"
  else
    for line in $table
      set -l parts (string split \t -- $line)
      switch $parts[1]$parts[2]
        case '#*' '*>>*'
        case '-*'
          string match -q -- '-*' "$current"; and printf '%s\t%s\n' $parts[1] $parts[3]
        case '*>*'
          test $place = 1; and printf '%s\t%s\n' $parts[1] $parts[3]
      end
    end
    string match -q -- '-*' "$current"; and return
    set -l code (__weir_code "#$place" $table; or __weir_code '#*' $table)
    test -n "$code"; and __weir_values $code '' "$current"
  end
end

complete -c weir -f -a '(__weir_complete)'
