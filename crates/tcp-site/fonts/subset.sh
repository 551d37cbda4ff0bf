#!/usr/bin/env bash
# Makes the fonts of the pictures anew: Noto CJK with no more than the characters that the
# scenarios and the figures can use. Needs fonttools (pip install fonttools) and Debian's
# fonts-noto-cjk, or another copy of its collections in the folder that is given.
set -euo pipefail
cd "$(dirname "$0")"
from="${1:-/usr/share/fonts/opentype/noto}"
texts="$(mktemp)"
trap 'rm -f "$texts"' EXIT
cat ../../tcp-scenarios/scenarios/*.json ../src/*.rs > "$texts"
head -qn1 ../article/*.md >> "$texts"
find ../../tcp-view/src ../../tcp-scenarios/src ../../tcp-studio/src -name '*.rs' -exec cat {} + >> "$texts"

# The number is that of the face for simplified Chinese in its collection.
subset() {
    pyftsubset "$from/$1.ttc" --font-number="$2" --text-file="$texts" --unicodes=20-7E \
        --layout-features=kern --no-hinting --name-IDs=0,1,2,4,6,13,14 --output-file="$3.otf"
}
subset NotoSerifCJK-Bold 2 NotoSerifCJKsc-Bold
subset NotoSansCJK-Regular 2 NotoSansCJKsc-Regular
subset NotoSansCJK-Bold 2 NotoSansCJKsc-Bold

# Numbers, states and times: nothing but Latin.
pyftsubset "$from/NotoSansCJK-Regular.ttc" --font-number=7 --unicodes=20-7E,A0,B7,2026,2192 \
    --layout-features= --no-hinting --name-IDs=0,1,2,4,6,13,14 --output-file=NotoSansMonoCJKsc-Regular.otf
