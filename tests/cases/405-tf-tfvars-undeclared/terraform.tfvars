psk_typo = "abc"
