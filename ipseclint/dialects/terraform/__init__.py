"""Terraform: folders of `.tf` and `.tf.json` files, with their variables and the local modules that they call.

`read.read_folders` reads folders through a `files.Files`, `read.read_texts` texts that stand in other files. Both
import the parser only where a connection can be found."""
