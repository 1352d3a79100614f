<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Shipped Knowledge Base</source>
        <translation>自带知识库(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clear Recent</source>
        <translation>清除最近记录(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Rescan Folder</source>
        <translation>重新扫描文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;top Indexing</source>
        <translation>停止建立索引(&amp;T)</translation>
    </message>
    <message>
        <source>Files with &amp;Problems…</source>
        <translation>有问题的文件(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy with &amp;Source</source>
        <translation>连同出处复制(&amp;S)</translation>
    </message>
    <message>
        <source>Copy C&amp;itation</source>
        <translation>复制引用条目(&amp;I)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>查找上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>大纲(&amp;O)</translation>
    </message>
    <message>
        <source>Back&amp;links</source>
        <translation>反向链接(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Relevance</source>
        <translation>按相关度(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Newest First</source>
        <translation>最新在前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Oldest First</source>
        <translation>最早在前(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal Size</source>
        <translation>恢复默认大小(&amp;N)</translation>
    </message>
    <message>
        <source>Match S&amp;ystem</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keyboard &amp;&amp; Search Help</source>
        <translation>快捷键与搜索帮助(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About kbviewer</source>
        <translation>关于 kbviewer(&amp;A)</translation>
    </message>
    <message>
        <source>Open an article to cite it</source>
        <translation>请先打开要引用的文章</translation>
    </message>
    <message>
        <source>{n} copied; {unreadable} cannot be read</source>
        <translation>已复制 {n} 条，另有 {unreadable} 篇无法读取</translation>
    </message>
    <message>
        <source>Citation copied</source>
        <translation>已复制引用条目</translation>
    </message>
    <message>
        <source>{n} citations copied</source>
        <translation>已复制 {n} 条引用条目</translation>
    </message>
    <message>
        <source>The picture is not there any more.</source>
        <translation>图片已不存在。</translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation>已复制路径</translation>
    </message>
    <message>
        <source>The folder {name} cannot be opened.</source>
        <translation>无法打开文件夹“{name}”。</translation>
    </message>
    <message>
        <source>No program is set for {name}: choose one for Markdown files.</source>
        <translation>没有可打开“{name}”的程序：请在系统中为 Markdown 文件指定一个程序。</translation>
    </message>
    <message>
        <source>The selection: {n} article</source>
        <translation>所选：{n} 篇文章</translation>
    </message>
    <message>
        <source>The selection: {n} articles</source>
        <translation>所选：{n} 篇文章</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Open Pict&amp;ure</source>
        <translation>打开图片(&amp;U)</translation>
    </message>
    <message>
        <source>Copy Pictu&amp;re</source>
        <translation>复制图片(&amp;R)</translation>
    </message>
    <message>
        <source>Copy Picture Pat&amp;h</source>
        <translation>复制图片路径(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;Table</source>
        <translation>打开表格(&amp;T)</translation>
    </message>
    <message>
        <source>Copy Table as CS&amp;V</source>
        <translation>将表格复制为 CSV(&amp;V)</translation>
    </message>
    <message>
        <source>Open Lin&amp;k</source>
        <translation>打开链接(&amp;K)</translation>
    </message>
    <message>
        <source>Cop&amp;y Email Address</source>
        <translation>复制邮件地址(&amp;Y)</translation>
    </message>
    <message>
        <source>Cop&amp;y Link Address</source>
        <translation>复制链接地址(&amp;Y)</translation>
    </message>
    <message>
        <source>Cop&amp;y as Query</source>
        <translation>复制为搜索词(&amp;Y)</translation>
    </message>
    <message>
        <source>Cop&amp;y Link</source>
        <translation>复制链接(&amp;Y)</translation>
    </message>
    <message>
        <source>Search &amp;for “{words}”</source>
        <translation>搜索“{words}”(&amp;F)</translation>
    </message>
    <message>
        <source>Copy &amp;Path</source>
        <translation>复制路径(&amp;P)</translation>
    </message>
    <message>
        <source>Sho&amp;w in Folder</source>
        <translation>在文件夹中显示(&amp;W)</translation>
    </message>
    <message>
        <source>Open in E&amp;ditor</source>
        <translation>用外部编辑器打开(&amp;D)</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Only This &amp;Source</source>
        <translation>只看此来源(&amp;S)</translation>
    </message>
    <message>
        <source>Only This &amp;Month</source>
        <translation>只看此月份(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Export Selection…</source>
        <translation>导出所选(&amp;E)…</translation>
    </message>
    <message>
        <source>Copy as &amp;Query</source>
        <translation>复制为搜索词(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Expand All</source>
        <translation>全部展开(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Collapse All</source>
        <translation>全部折叠(&amp;C)</translation>
    </message>
</context>
</TS>
