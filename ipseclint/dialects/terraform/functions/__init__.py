"""Terraform's functions: one table by name; what is not in it is Unknown."""

from __future__ import annotations

from ipseclint.dialects.terraform.functions.collections import COLLECTIONS
from ipseclint.dialects.terraform.functions.encoding import ENCODING
from ipseclint.dialects.terraform.functions.guarded import GUARDED, Guarded
from ipseclint.dialects.terraform.functions.kit import Function
from ipseclint.dialects.terraform.functions.maps import MAPS
from ipseclint.dialects.terraform.functions.network import NETWORK
from ipseclint.dialects.terraform.functions.numbers import NUMBERS
from ipseclint.dialects.terraform.functions.sets import SETS
from ipseclint.dialects.terraform.functions.strings import STRINGS
from ipseclint.dialects.terraform.functions.types import TYPES

FUNCTIONS: dict[str, Function] = {
    **COLLECTIONS,
    **ENCODING,
    **MAPS,
    **NETWORK,
    **NUMBERS,
    **SETS,
    **STRINGS,
    **TYPES,
}
LAZY: dict[str, Guarded] = GUARDED
