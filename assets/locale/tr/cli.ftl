cli-name = Commonplace
